import { MottakError } from '@/lib/domain/errors';
import { dayNumber, wallInstant } from '@/lib/domain/roster/wall-time';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * The instant that was typed as a local day (YYYY-MM-DD) and time of day (HH:MM).
 * @throws MottakError invalid-input with a code for each field at fault
 */
export function arrivalInstant(day: string, time: string, timeZone: string): Date {
  const fields = {
    ...(Number.isNaN(dayNumber(day)) ? { day: 'not-a-day' } : {}),
    ...(TIME.test(time) ? {} : { time: 'not-a-time' }),
  };
  if (Object.keys(fields).length > 0) throw new MottakError('invalid-input', { fields });
  return wallInstant(dayNumber(day), time, timeZone);
}
