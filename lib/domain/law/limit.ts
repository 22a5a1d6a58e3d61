import { addHours } from 'date-fns';
import { addDaysTo, addMonthsTo, endOfDayIn, localDay } from '../local-time';
import type { Country } from '../report';
import { isWeekdayWithSaturday, isWorkingDay, workingDayUntil } from './holidays';

/**
 * Whether Saturday is a weekday ("hverdag"). No source settles it for Barnets lov: mon-fri is the later count, which is the
 * breach unless the municipality chooses otherwise.
 */
export const WEEKDAY_READINGS = ['mon-fri', 'mon-sat'] as const;
export type WeekdayReading = (typeof WEEKDAY_READINGS)[number];

/**
 * How long a limit is. Plain data: it is stamped on the report, so it carries all that counting it again needs.
 * Hours are elapsed time. All others end at 23:59:59 of their last day in the municipality's zone.
 */
export type Limit =
  | { unit: 'hours'; count: number }
  | { unit: 'same-day' }
  | { unit: 'days'; count: number }
  | { unit: 'weeks'; count: number }
  /** `afterWeeks`: the months start when a limit of so many weeks has run out. */
  | { unit: 'months'; count: number; afterWeeks?: number }
  | { unit: 'weekdays'; count: number; reading: WeekdayReading };

/** Where days are counted: whose holidays, and in which zone a day ends. */
export type Calendar = { country: Country; timeZone: string };

/** `lastDay` ends with `dueAt`. `shownLastDay` is the day that staff work towards; it is never later. */
export type Due = { dueAt: Date; lastDay: string; shownLastDay: string };

/** When a limit that starts at an instant runs out. The day of the start is not counted. */
export function dueFrom(limit: Limit, start: Date, { country, timeZone }: Calendar): Due {
  if (limit.unit === 'hours') {
    // On the time line and not on the wall clock: across a change of the clock 24 hours stay 24 hours.
    const dueAt = addHours(start, limit.count);
    const day = localDay(dueAt, timeZone);
    return { dueAt, lastDay: day, shownLastDay: day };
  }
  const startDay = localDay(start, timeZone);
  const lastDay = lastDayOf(limit, startDay, country);
  return { dueAt: endOfDayIn(lastDay, timeZone), lastDay, shownLastDay: shownDayOf(limit, startDay, lastDay, country) };
}

type DayLimit = Exclude<Limit, { unit: 'hours' }>;

/** Child protection takes the earlier date: no last day moves to the next working day. */
function lastDayOf(limit: DayLimit, startDay: string, country: Country): string {
  switch (limit.unit) {
    case 'same-day':
      return startDay;
    case 'days':
      return addDaysTo(startDay, limit.count);
    case 'weeks':
      return addDaysTo(startDay, limit.count * 7);
    case 'months':
      return addMonthsTo(addDaysTo(startDay, (limit.afterWeeks ?? 0) * 7), limit.count);
    case 'weekdays': {
      const counts = limit.reading === 'mon-fri' ? isWorkingDay : isWeekdayWithSaturday;
      return countWeekdays(startDay, limit.count, (day) => counts(country, day));
    }
  }
}

/** Of two ways to count weekdays the earlier; otherwise the last working day, but not a day before the clock started. */
function shownDayOf(limit: DayLimit, startDay: string, lastDay: string, country: Country): string {
  if (limit.unit === 'weekdays') return countWeekdays(startDay, limit.count, (day) => isWeekdayWithSaturday(country, day));
  const shown = workingDayUntil(country, lastDay);
  return shown < startDay ? startDay : shown;
}

/** The last of so many weekdays after a day, by whatever counts as one. */
export function countWeekdays(startDay: string, count: number, isWeekday: (day: string) => boolean): string {
  let day = startDay;
  for (let left = count; left > 0; ) {
    day = addDaysTo(day, 1);
    if (isWeekday(day)) left -= 1;
  }
  return day;
}
