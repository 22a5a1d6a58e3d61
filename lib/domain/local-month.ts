import { TZDate } from '@date-fns/tz';
import { addDays, addMonths, startOfDay, startOfISOWeek, startOfMonth } from 'date-fns';
import { localDay } from './local-time';

/** A calendar month of a municipality, as "YYYY-MM". */
export type LocalMonth = string;

/** The first instant of the month in the zone: local midnight, whatever the clocks do within the month. */
export function startOfLocalMonth(month: LocalMonth, timeZone: string): Date {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(new TZDate(year, number - 1, 1, timeZone).getTime());
}

/** The month in which the instant falls in the zone. */
export function localMonth(instant: Date, timeZone: string): LocalMonth {
  return localDay(instant, timeZone).slice(0, 7);
}

/** The month that lies so many months later, or earlier when negative. */
export function monthAfter(month: LocalMonth, months = 1): LocalMonth {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const count = year * 12 + number - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** Every month from the first to the last, both included; none when they are in the wrong order. */
export function monthsBetween(from: LocalMonth, to: LocalMonth): LocalMonth[] {
  const months: LocalMonth[] = [];
  for (let month = from; month <= to; month = monthAfter(month)) months.push(month);
  return months;
}

export const PERIOD_KINDS = ['week', 'month'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** A week (Monday to Sunday) or a month of a municipality: its first day there, and the instants that bound it, the end excluded. */
export type Period = { firstDay: string; lastDay: string; from: Date; to: Date };

/** The last `count` weeks or months in the zone, the earliest first; the last one is the one that runs now. */
export function recentPeriods(kind: PeriodKind, count: number, now: Date, timeZone: string): Period[] {
  const local = new TZDate(now.getTime(), timeZone);
  const start = kind === 'week' ? startOfISOWeek(local) : startOfMonth(local);
  const move = (by: number) => startOfDay(kind === 'week' ? addDays(start, 7 * by) : addMonths(start, by));
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [move(index - count + 1), move(index - count + 2)];
    return {
      firstDay: localDay(from, timeZone),
      lastDay: localDay(addDays(to, -1), timeZone),
      from: new Date(from.getTime()),
      to: new Date(to.getTime()),
    };
  });
}
