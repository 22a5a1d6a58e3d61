import { addSeconds } from 'date-fns';
import type { AltinnError } from './altinn-error';

const DEFAULT_SECONDS = 60;
/** A wrong header must not silence a channel. */
const LONGEST_SECONDS = 15 * 60;

/** When to call again: Retry-After in seconds or as an HTTP date (RFC 9110, 10.2.3), bounded; a minute where it says nothing. */
export function retryAt(error: AltinnError, now: Date): Date {
  const header = error.retryAfter?.trim() ?? '';
  const seconds = /^\d+$/.test(header) ? Number(header) : (new Date(header).getTime() - now.getTime()) / 1000;
  return addSeconds(now, Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), LONGEST_SECONDS) : DEFAULT_SECONDS);
}
