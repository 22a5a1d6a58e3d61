import { addHours, subMinutes } from 'date-fns';
import type pg from 'pg';
import { policyBySql } from '@/lib/db/policies';
import { DUE_SOON_HOURS } from '@/lib/domain/due-soon';
import { stepNumbered } from '@/lib/domain/escalation/ladder';
import { stepsOfClock } from '@/lib/domain/escalation/ladders-of-report';
import { ACKNOWLEDGE } from '@/lib/domain/escalation/policy';
import { type Audience, audienceOf } from '@/lib/domain/escalation/recipients';
import { isAlive, secondsBetween, WORKER } from '@/lib/domain/heartbeat';
import type { Means } from '@/lib/domain/means';
import type { Country, ReportState, Urgency } from '@/lib/domain/report';
import { type TimeLineHours, USUAL_TIME_LINE_HOURS } from '@/lib/domain/time-line';
import { type InvolvedAssessment, readInvolvedAssessments } from './involved-assessments';
import { DEADLINES, DUE_SOON_COUNT } from './overview-deadline-queries';
import { HEARTBEAT, LATE_STEPS, UNACKNOWLEDGED, UNITS, UNSENT_NOTICES } from './overview-queries';
import { readOverdueByUnit, readTimeLine, type TimeLine } from './overview-time-line';
import { type ChannelsFigures, readChannels } from './read-channels';

/** Rows of a list; its full count stands in the totals. */
const LIST_LIMIT = 50;

/** A sweep runs more often than this; a step that waits longer was not taken. */
const STEP_PATIENCE_MINUTES = 2;

const LONG_AGO = new Date(0);

/** A deadline that runs. `holder` acknowledged the report, or else has it assigned, or else assessed it. */
type RunningDeadline = {
  ref: string;
  urgency: Urgency;
  state: ReportState;
  rule: string;
  citation: string;
  basis: 'statutory' | 'target';
  dueAt: Date;
  holder: string | null;
};

type ToldPerson = {
  name: string;
  means: Means;
  status: 'queued' | 'sending' | 'sent' | 'failed' | 'not_needed';
  sentAt: Date | string | null;
};
type TakenStep = { step: number; repeat: number; name: string; firedAt: Date | string; late: boolean; told: ToldPerson[] };
type UnacknowledgedReport = {
  ref: string;
  urgency: Urgency;
  receivedAt: Date;
  assignedTo: string | null;
  nextStepAt: Date | null;
  /** Whom the next step tells; empty when the ladder has none. */
  nextAudiences: Audience[];
  steps: TakenStep[];
};

type UnacknowledgedRow = Omit<UnacknowledgedReport, 'nextAudiences'> & {
  country: Country;
  policyId: string | null;
  nextStep: number | null;
};

/** `name` is null for reports that lie in no unit. */
type UnitFigures = { name: string | null; open: number; unacknowledged: number; overdue: number };

export type Overview = ChannelsFigures & {
  /** When the figures were true. */
  at: Date;
  /**
   * Reports. `overdue`: in the queue past a limit that holds them there. `dutiesOverdue`: past another duty, such as the
   * confirmation to the notifier, also when assessed. `dueSoon`: with any deadline in the next hours.
   */
  totals: { open: number; unacknowledged: number; overdue: number; dutiesOverdue: number; dueSoon: number };
  /** Null for those who may see figures but no reports. */
  reports: {
    overdue: RunningDeadline[];
    dutiesOverdue: RunningDeadline[];
    dueSoon: RunningDeadline[];
    unacknowledged: UnacknowledgedReport[];
    timeLine: TimeLine;
    involved: InvolvedAssessment[];
  } | null;
  units: UnitFigures[];
  worker: { alive: boolean; lastSeenAt: Date | null; startedAt: Date | null; lastSeenSeconds: number | null };
  /** Steps of the ladder that are due and were not taken. */
  lateSteps: { count: number; oldest: Date | null };
  /** Notices that nobody has received: waiting for their first try, and failing. */
  unsentNotices: { queued: number; failing: number; oldest: Date | null };
};

/**
 * What needs action in a municipality, and whether its channels and the worker live. Holds no subject, text or name of a child.
 * All of it is read in one snapshot, so that the sums agree. `withReports` is for those who may open reports; `hours` is how far
 * ahead the time line goes.
 */
export async function readOverview(
  pool: pg.Pool,
  municipalityId: string,
  withReports: boolean,
  now: Date,
  hours: TimeLineHours = USUAL_TIME_LINE_HOURS,
): Promise<Overview> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const overview = await read(client, municipalityId, withReports ? hours : null, now);
    await client.query('COMMIT');
    return overview;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** `hours` is null where no report may be shown. */
async function read(client: pg.PoolClient, municipalityId: string, hours: TimeLineHours | null, now: Date): Promise<Overview> {
  const soon = addHours(now, DUE_SOON_HOURS);
  const units = (await client.query<UnitFigures>(UNITS, [municipalityId, now])).rows;
  const dueSoon = (await client.query<{ count: number }>(DUE_SOON_COUNT, [municipalityId, now, soon])).rows[0]?.count ?? 0;
  const overdue = await readOverdueByUnit(client, municipalityId, now);
  return {
    at: now,
    totals: {
      open: sum(units, 'open'),
      unacknowledged: sum(units, 'unacknowledged'),
      overdue: sum(units, 'overdue'),
      dutiesOverdue: overdue.reduce((total, { withDuty }) => total + withDuty, 0),
      dueSoon,
    },
    reports: hours && {
      ...(await readReports(client, municipalityId, now, soon)),
      timeLine: await readTimeLine(client, municipalityId, overdue, hours, now),
    },
    ...(await readChannels(client, municipalityId, now)),
    units,
    worker: await readWorker(client, now),
    lateSteps: await one(client, LATE_STEPS, [municipalityId, subMinutes(now, STEP_PATIENCE_MINUTES)]),
    unsentNotices: await one(client, UNSENT_NOTICES, [municipalityId]),
  };
}

async function readReports(client: pg.PoolClient, municipalityId: string, now: Date, soon: Date) {
  const deadlines = async (after: Date, until: Date, gates: boolean | null) =>
    (await client.query<RunningDeadline>(DEADLINES, [municipalityId, after, until, LIST_LIMIT, gates])).rows;
  return {
    overdue: await deadlines(LONG_AGO, now, true),
    dutiesOverdue: await deadlines(LONG_AGO, now, false),
    dueSoon: await deadlines(now, soon, null),
    unacknowledged: await readUnacknowledged(client, municipalityId),
    involved: await readInvolvedAssessments(client, municipalityId, now),
  };
}

async function readUnacknowledged(client: pg.PoolClient, municipalityId: string): Promise<UnacknowledgedReport[]> {
  const { rows } = await client.query<UnacknowledgedRow>(UNACKNOWLEDGED, [municipalityId, LIST_LIMIT]);
  const reports: UnacknowledgedReport[] = [];
  for (const { country, policyId, nextStep, ...report } of rows) {
    const steps = stepsOfClock(await policyBySql(client, { policyId, country }), ACKNOWLEDGE, report.urgency);
    const next = nextStep === null ? undefined : stepNumbered(steps, nextStep);
    reports.push({ ...report, nextAudiences: [...new Set(next?.tell.map(audienceOf) ?? [])] });
  }
  return reports;
}

async function readWorker(client: pg.PoolClient, now: Date): Promise<Overview['worker']> {
  const beat = (await client.query<{ at: Date; startedAt: Date }>(HEARTBEAT, [WORKER])).rows[0];
  const lastSeenSeconds = beat ? secondsBetween(beat.at, now) : null;
  return { alive: isAlive(lastSeenSeconds), lastSeenAt: beat?.at ?? null, startedAt: beat?.startedAt ?? null, lastSeenSeconds };
}

/** The single row of a query that counts. */
async function one<Row extends pg.QueryResultRow>(client: pg.PoolClient, text: string, values: unknown[]): Promise<Row> {
  const [row] = (await client.query<Row>(text, values)).rows;
  if (!row) throw new Error('A query that counts gave no row.');
  return row;
}

function sum(units: UnitFigures[], figure: 'open' | 'unacknowledged' | 'overdue'): number {
  return units.reduce((total, unit) => total + unit[figure], 0);
}
