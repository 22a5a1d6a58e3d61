import { TZDate } from '@date-fns/tz';

const ZONE = 'Europe/Oslo';
const STATED = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const HOUR_MS = 3_600_000;

/**
 * The instant of `sendingstidspunkt`. The schema calls it a date-time, and what is sent has no zone: it is Norwegian time then. In the
 * hour that comes twice in autumn it is the earlier one, which gives no time that the law does not. Null when it is no time.
 */
export function readSentAt(value: unknown): Date | null {
  const parts = typeof value === 'string' ? STATED.exec(value.trim()) : null;
  if (!parts) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', zone] = parts;
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const asUtc = new Date(`${wall}Z`);
  if (Number.isNaN(asUtc.getTime()) || asUtc.getUTCDate() !== Number(day)) return null;
  if (zone) return new Date(`${wall}${/^z$/i.test(zone) ? 'Z' : zone.replace(/^(...):?/, '$1:')}`);
  const local = new TZDate(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), ZONE);
  const earlier = new TZDate(local.getTime() - HOUR_MS, ZONE);
  return new Date(earlier.getHours() === local.getHours() ? earlier.getTime() : local.getTime());
}
