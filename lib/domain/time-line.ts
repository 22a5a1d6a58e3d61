/** How many hours ahead the time line can show: the working day, the day and night, the week. */
export const TIME_LINE_HOURS = [8, 24, 168] as const;
export type TimeLineHours = (typeof TIME_LINE_HOURS)[number];
export const USUAL_TIME_LINE_HOURS: TimeLineHours = 24;
