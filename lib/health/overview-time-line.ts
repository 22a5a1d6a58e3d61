import { addHours } from 'date-fns';
import type pg from 'pg';
import type { ReportState } from '@/lib/domain/report';
import type { TimeLineHours } from '@/lib/domain/time-line';
import { MARKS, OVERDUE_BY_UNIT, UNIT_NAMES } from './overview-deadline-queries';

/** Marks on one time line; a screen with more is not read any more, and the list below it says how many are left out. */
const MARK_LIMIT = 300;

/** A deadline that runs, by the reference of its report and by nothing else. */
type Mark = { ref: string; rule: string; basis: 'statutory' | 'target'; state: ReportState; dueAt: Date };

/** `name` is null for reports in no unit; `oldest` is the due instant of the deadline that has been overdue for longest. */
type UnitLine = { id: string | null; name: string | null; overdue: number; oldest: Date | null; marks: Mark[] };

/** The deadlines of the next hours by unit. `leftOut` counts those that are due later than the last mark but within the hours. */
export type TimeLine = { hours: TimeLineHours; units: UnitLine[]; leftOut: number };

type MarkRow = Mark & { unitId: string | null; total: number };
type OverdueRow = { unitId: string | null; count: number; oldest: Date; withDuty: number };

export function readOverdueByUnit(client: pg.PoolClient, municipalityId: string, now: Date): Promise<OverdueRow[]> {
  return client.query<OverdueRow>(OVERDUE_BY_UNIT, [municipalityId, now]).then(({ rows }) => rows);
}

/** One line for each unit, and one for reports in no unit where a deadline of such a report runs. */
export async function readTimeLine(
  client: pg.PoolClient,
  municipalityId: string,
  overdue: readonly OverdueRow[],
  hours: TimeLineHours,
  now: Date,
): Promise<TimeLine> {
  const units: { id: string | null; name: string | null }[] = (await client.query(UNIT_NAMES, [municipalityId])).rows;
  const marks = (await client.query<MarkRow>(MARKS, [municipalityId, now, addHours(now, hours), MARK_LIMIT])).rows;
  const lines = [...units, { id: null, name: null }].map(({ id, name }): UnitLine => {
    const passed = overdue.find(({ unitId }) => unitId === id);
    return {
      id,
      name,
      overdue: passed?.count ?? 0,
      oldest: passed?.oldest ?? null,
      marks: marks.filter(({ unitId }) => unitId === id).map(({ ref, rule, basis, state, dueAt }) => ({ ref, rule, basis, state, dueAt })),
    };
  });
  return {
    hours,
    units: lines.filter(({ id, overdue: count, marks: coming }) => id !== null || count > 0 || coming.length > 0),
    leftOut: (marks[0]?.total ?? 0) - marks.length,
  };
}
