export type TimeSpan = { days: number; hours: number; minutes: number; seconds: number };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An elapsed time in whole parts. A day is 24 hours here, also when the clocks change: the law's hours are elapsed hours. */
export function spanOf(milliseconds: number): TimeSpan {
  const ms = Math.abs(milliseconds);
  return {
    days: Math.floor(ms / DAY),
    hours: Math.floor((ms % DAY) / HOUR),
    minutes: Math.floor((ms % HOUR) / MINUTE),
    seconds: Math.floor((ms % MINUTE) / SECOND),
  };
}

/** The message and its values for a time until or since an instant: two parts at most, seconds in the last hour. */
export function spanMessage(milliseconds: number): { key: 'days' | 'hours' | 'minutes'; values: TimeSpan & { padded: string } } {
  const span = spanOf(milliseconds);
  const key = span.days > 0 ? 'days' : span.hours > 0 ? 'hours' : 'minutes';
  return { key, values: { ...span, padded: String(span.seconds).padStart(2, '0') } };
}
