import type pg from 'pg';
import { type Period, type PeriodKind, recentPeriods } from '@/lib/domain/local-month';
import { DUE, FAILED_NOTICES, LATE, LATE_STEPS } from './overview-history-queries';

/** How many weeks or months the history goes back, the present one included. */
const PERIODS = 12;

/**
 * Deadlines that fell due and how late they were. `unmet` is the part of `late` that is still not met; its lateness grows until now.
 * Seconds are null where nothing was late.
 */
type Lateness = { due: number; late: number; unmet: number; medianSeconds: number | null; longestSeconds: number | null };

type LatenessRule = { rule: string; basis: 'statutory' | 'target' };
type PeriodLateness = Pick<Period, 'firstDay' | 'lastDay'> & {
  /** Over all rules. */
  all: Lateness;
  byRule: (LatenessRule & Lateness)[];
  /** Steps of the ladder that fired later than their time. */
  lateSteps: number;
  /** Notices that were given up; somebody else was told instead. */
  failedNotices: number;
};

/** How late deadlines were, by the week or month in which they fell due, the latest first. */
export type LatenessHistory = { at: Date; kind: PeriodKind; rules: (LatenessRule & Lateness)[]; periods: PeriodLateness[] };

/** `period` counts the periods from 1 and is null over all of them; `rule` is null over all rules. */
type Key = { period: number | null; rule: string | null; basis: 'statutory' | 'target' | null };
type LateRow = Key & Omit<Lateness, 'due'>;
type CountRow = { period: number; count: number };

const NONE: Lateness = { due: 0, late: 0, unmet: 0, medianSeconds: null, longestSeconds: null };

/** Periods are those of the municipality's calendar; a deadline that is not due yet is in none of them. */
export async function readLatenessHistory(
  pool: pg.Pool,
  { id, timeZone }: { id: string; timeZone: string },
  kind: PeriodKind,
  now: Date,
): Promise<LatenessHistory> {
  const periods = recentPeriods(kind, PERIODS, now, timeZone);
  const parameters = [id, periods.map(({ from }) => from), periods.map(({ to }) => to), now];
  const rows = await readLateness(pool, parameters);
  const steps = (await pool.query<CountRow>(LATE_STEPS, parameters)).rows;
  const notices = (await pool.query<CountRow>(FAILED_NOTICES, parameters)).rows;
  const told = periods.map(({ firstDay, lastDay }, index): PeriodLateness => {
    const own = rows.filter(({ period }) => period === index + 1);
    const all = own.find(({ rule }) => rule === null);
    return {
      firstDay,
      lastDay,
      all: all ? latenessOf(all) : NONE,
      byRule: own.filter(({ rule }) => rule !== null).map(ofRule),
      lateSteps: steps.find(({ period }) => period === index + 1)?.count ?? 0,
      failedNotices: notices.find(({ period }) => period === index + 1)?.count ?? 0,
    };
  });
  return { at: now, kind, rules: rows.filter(({ period, rule }) => period === null && rule !== null).map(ofRule), periods: told.reverse() };
}

async function readLateness(pool: pg.Pool, parameters: unknown[]): Promise<(Key & Lateness)[]> {
  const due = (await pool.query<Key & { due: number }>(DUE, parameters)).rows;
  const late = (await pool.query<LateRow>(LATE, parameters)).rows;
  const same = (a: Key, b: Key) => a.period === b.period && a.rule === b.rule && a.basis === b.basis;
  return due.map((row) => ({ ...NONE, ...late.find((other) => same(row, other)), ...row }));
}

function latenessOf({ due, late, unmet, medianSeconds, longestSeconds }: Lateness): Lateness {
  return { due, late, unmet, medianSeconds, longestSeconds };
}

function ofRule(row: Key & Lateness): LatenessRule & Lateness {
  return { rule: row.rule ?? '', basis: row.basis ?? 'target', ...latenessOf(row) };
}
