import { localTimeOfDay } from '../local-time';
import { type ContactPoints, type Means, reachable } from '../means';

/** Means that wake a person. Mottak's own view, not law: whoever sleeps reads no mail. */
const WAKING: readonly Means[] = ['push', 'sms', 'call'];

/** When people sleep, in local time. */
export const NIGHT = { from: '22:00', to: '07:00' } as const;

export function isNight(at: Date, timeZone: string): boolean {
  const time = localTimeOfDay(at, timeZone);
  return time >= NIGHT.from || time < NIGHT.to;
}

/** Whether something that wakes reaches this person. */
export function canBeWoken(contact: ContactPoints, configured: readonly Means[]): boolean {
  return reachable(contact, WAKING, configured).length > 0;
}
