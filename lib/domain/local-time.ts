import { TZDate } from '@date-fns/tz';
import type { Country } from './report';

/** The zone of a country's municipalities. A municipality carries its own; this one is for those that are not there yet. */
export const COUNTRY_TIME_ZONE: Readonly<Record<Country, string>> = {
  dk: 'Europe/Copenhagen',
  no: 'Europe/Oslo',
  se: 'Europe/Stockholm',
};

/** Ends of days that were worked out already: the door asks for the same few days with each report. */
const ends = new Map<string, number>();
const ENDS_KEPT = 2000;

/** 23:59:59 in the zone at the end of a day (YYYY-MM-DD). */
export function endOfDayIn(day: string, timeZone: string): Date {
  const key = `${timeZone} ${day}`;
  const known = ends.get(key);
  if (known !== undefined) return new Date(known);
  const [year, month, date] = partsOf(day);
  const end = new TZDate(year, month - 1, date, 23, 59, 59, timeZone).getTime();
  if (ends.size >= ENDS_KEPT) ends.clear();
  ends.set(key, end);
  return new Date(end);
}

/** The day (YYYY-MM-DD) so many calendar days later; no zone and no clock takes part. */
export function addDaysTo(day: string, days: number): string {
  const [year, month, date] = partsOf(day);
  return isoDay(new Date(Date.UTC(year, month - 1, date + days)));
}

/** The same date so many months later; where that month is shorter, its last day. */
export function addMonthsTo(day: string, months: number): string {
  const [year, month, date] = partsOf(day);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return isoDay(new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))));
}

/** 0 is Sunday, 6 is Saturday. */
export function dayOfWeek(day: string): number {
  const [year, month, date] = partsOf(day);
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay();
}

function partsOf(day: string): [number, number, number] {
  const [year, month, date] = day.split('-').map(Number);
  return [year ?? 0, month ?? 1, date ?? 1];
}

function isoDay(utc: Date): string {
  return utc.toISOString().slice(0, 10);
}

/** The day of the instant in the zone, as YYYY-MM-DD. */
export function localDay(instant: Date, timeZone: string): string {
  const local = new TZDate(instant.getTime(), timeZone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`;
}

/** The time of day of the instant in the zone, as HH:MM. */
export function localTimeOfDay(instant: Date, timeZone: string): string {
  const local = new TZDate(instant.getTime(), timeZone);
  return `${String(local.getHours()).padStart(2, '0')}:${String(local.getMinutes()).padStart(2, '0')}`;
}
