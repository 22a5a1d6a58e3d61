import { type CallTimeFault, callInstant } from './call-time';

/** When a letter reached the municipality; `dayOnly`: the stamp has no time of day, so it counts from the beginning of its day. */
export type DateStamp = { at: Date; dayOnly: boolean };

const MIDNIGHT = '00:00';

/**
 * The instant of a date stamp from its date (YYYY-MM-DD) and, if it has one, its time of day (HH:MM), in the municipality's zone. A
 * stamp without a time means the beginning of the day: the municipality never gets more time than the law gives.
 */
export function stampInstant(day: string, time: string, timeZone: string, now: Date): DateStamp | { fault: CallTimeFault } {
  const dayOnly = time.trim() === '';
  const result = callInstant(day, dayOnly ? MIDNIGHT : time, timeZone, now);
  return 'fault' in result ? result : { at: result.at, dayOnly };
}

/** "2026-11-24 letter.pdf", "20261124_0915 scan.pdf": offices that stamp by naming the file. */
const STAMPED_NAME = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T_ -]+([01]\d|2[0-3])[.:-]?([0-5]\d)(?!\d))?(?!\d)/;

/** The stamp in the name of a scan; null when it names no day, "invalid" when it names one that cannot be. */
export function stampOfName(name: string, timeZone: string, now: Date): DateStamp | 'invalid' | null {
  const parts = STAMPED_NAME.exec(name);
  if (!parts) return null;
  const [, year, month, date, hour, minute] = parts;
  const stamp = stampInstant(`${year}-${month}-${date}`, hour ? `${hour}:${minute}` : '', timeZone, now);
  return 'fault' in stamp ? 'invalid' : stamp;
}
