import { tzOffset } from '@date-fns/tz';
import { localDay } from '../local-time';

const DAY_MS = 86_400_000;

/** A calendar day as the number of days since 1970-01-01, so that days can be counted without a zone. */
export type DayNumber = number;

/** The number of a day that is written YYYY-MM-DD; NaN when there is no such day. */
export function dayNumber(day: string): DayNumber {
  const written = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / DAY_MS : Number.NaN;
  // Date.parse lets 30 February pass as 2 March.
  return dayText(written) === day ? written : Number.NaN;
}

/** The day as YYYY-MM-DD; empty for NaN. */
export function dayText(day: DayNumber): string {
  return Number.isNaN(day) ? '' : new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** ISO weekday: 1 Monday to 7 Sunday. Day 0 was a Thursday. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The day on which the instant falls in the zone. */
export function localDayNumber(at: Date, timeZone: string): DayNumber {
  return dayNumber(localDay(at, timeZone));
}

/**
 * The instant at which the clocks of the zone show `time` (HH:MM) on the day, with the meaning of RFC 5545, section 3.3.5, so that
 * a roster and its calendar file agree: a time that the change of the clock passes twice is the first of the two; one that it leaves
 * out is counted with the offset before the change (02:30 is then what the clocks call 03:30).
 */
export function wallInstant(day: DayNumber, time: string, timeZone: string): Date {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const asUtc = day * DAY_MS + (hour * 60 + minute) * 60_000;
  const before = offsetMs(asUtc - DAY_MS, timeZone);
  const after = offsetMs(asUtc + DAY_MS, timeZone);
  const [first, second] = [asUtc - before, asUtc - after];
  const meansFirst = before === after || offsetMs(first, timeZone) === before || offsetMs(second, timeZone) !== after;
  return new Date(meansFirst ? first : second);
}

function offsetMs(at: number, timeZone: string): number {
  return tzOffset(timeZone, new Date(at)) * 60_000;
}
