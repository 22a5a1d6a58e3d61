import { TZDate } from '@date-fns/tz';
import { localDay, localTimeOfDay } from './local-time';

/** The clock of the call taker's machine may be this far ahead of the server's. */
const TOLERANCE_MS = 60_000;

/** A call older than this is a slip of the pen in the date. */
const OLDEST_DAYS = 366;

export type CallTimeFault = 'not-a-time' | 'no-such-time' | 'in-the-future' | 'too-old';

/**
 * The instant of a call from the date (YYYY-MM-DD) and time of day (HH:MM) that the call taker gives in the municipality's zone.
 * An hour that the change of the clock passes twice means the earlier one: the law's clock then starts no later than it should.
 */
export function callInstant(day: string, time: string, timeZone: string, now: Date): { at: Date } | { fault: CallTimeFault } {
  const at = earliest(day, time, timeZone);
  if (!at) return { fault: 'not-a-time' };
  if (localDay(at, timeZone) !== day || localTimeOfDay(at, timeZone) !== time) return { fault: 'no-such-time' };
  if (at.getTime() > now.getTime() + TOLERANCE_MS) return { fault: 'in-the-future' };
  if (now.getTime() - at.getTime() > OLDEST_DAYS * 24 * 3_600_000) return { fault: 'too-old' };
  return { at: at > now ? now : at };
}

function earliest(day: string, time: string, timeZone: string): Date | null {
  const [year, month, date] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []).slice(1).map(Number);
  const [hour, minute] = (/^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []).slice(1).map(Number);
  if (year === undefined || month === undefined || date === undefined || hour === undefined || minute === undefined) return null;
  const given = new TZDate(year, month - 1, date, hour, minute, timeZone).getTime();
  const before = new Date(given - 3_600_000);
  return localDay(before, timeZone) === day && localTimeOfDay(before, timeZone) === time ? before : new Date(given);
}
