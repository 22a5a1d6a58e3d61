import type pg from 'pg';
import type { LadderPosition } from '@/lib/domain/escalation/ladder';
import type { Clock } from '@/lib/domain/escalation/policy';
import type { Country, ReportState, Urgency } from '@/lib/domain/report';

/** Which ladder: each report has one for each of its clocks. */
export type LadderKey = { reportId: string; clock: Clock; municipalityId: string };

/** A ladder with a due step, locked with its report. */
export type DueLadder = LadderKey & {
  country: Country;
  round: number;
  policyId: string | null;
  startedAt: Date;
  dueAt: Date | null;
  nextStep: number;
  nextRepeat: number;
  nextStepAt: Date;
  movedAt: Date | null;
  state: ReportState;
  urgency: Urgency;
  unitId: string | null;
  acknowledgedById: string | null;
  assignedToId: string | null;
  /** What the clock counts to has happened: somebody acknowledged, or the rule is met or fell away. */
  isOver: boolean;
};

/** A sweep looks at this many due ladders before it asks again. */
const PASS = 20_000;

/**
 * The ladders whose next step has come, most urgent report first, the clock "acknowledge" before others, and then by how long the step
 * has been due. The index holds only ladders that climb, so that with nothing due it costs the same however many there are.
 */
export async function findDue(pool: pg.Pool, now: Date, leave: readonly LadderKey[]): Promise<LadderKey[]> {
  const found = await pool.query<LadderKey>(FIND, [now, JSON.stringify(leave), PASS]);
  return found.rows;
}

/** Locks those of the ladders that are still due, with their reports, in the given order; what another holds at this moment is left to it. */
export async function lockDue(client: pg.ClientBase, keys: readonly LadderKey[], now: Date): Promise<DueLadder[]> {
  const found = await client.query<DueLadder>({ name: 'lock-due', text: LOCK, values: [JSON.stringify(keys), now] });
  const at = new Map(keys.map((key, index) => [keyText(key), index]));
  const place = (key: LadderKey) => at.get(keyText(key)) ?? 0;
  return found.rows.sort((a, b) => place(a) - place(b));
}

/**
 * Moves ladders on, each from exactly the step that was read: the guard names what it consumes, so that a step which somebody else
 * took is never taken again.
 * @returns the ladders that moved
 */
export async function moveOn(client: pg.ClientBase, moves: readonly { ladder: DueLadder; next: LadderPosition }[]): Promise<Set<string>> {
  const rows = moves.map(({ ladder: { reportId, clock, round, nextStep, nextRepeat, nextStepAt }, next }) => {
    return { reportId, clock, round, nextStep, nextRepeat, nextStepAt, step: next?.step, repeat: next?.repeat, at: next?.at };
  });
  const moved = await client.query<LadderKey>({ name: 'move-on', text: MOVE, values: [JSON.stringify(rows)] });
  return new Set(moved.rows.map(keyText));
}

/** Ends ladders whose clock is over, should a next step be left; nobody is told. */
export async function endLadders(client: pg.ClientBase, ladders: readonly DueLadder[], now: Date): Promise<void> {
  if (ladders.length > 0) await client.query(END, [JSON.stringify(ladders.map(({ reportId, clock }) => ({ reportId, clock }))), now]);
}

/** A ladder's name as one text. */
export function keyText({ reportId, clock }: Pick<LadderKey, 'reportId' | 'clock'>): string {
  return `${reportId} ${clock}`;
}

const KEYS = 'AS k("reportId" uuid, clock text)';

const FIND = `
  SELECT l.report_id AS "reportId", l.clock, l.municipality_id AS "municipalityId"
  FROM ladder l JOIN report r ON r.id = l.report_id
  WHERE l.next_step_at <= $1::timestamptz
    AND (l.report_id, l.clock) NOT IN (SELECT k."reportId", k.clock FROM jsonb_to_recordset($2::jsonb) ${KEYS})
  ORDER BY r.urgency, (l.clock <> 'acknowledge'), l.next_step_at, l.report_id, l.clock LIMIT $3`;

const LOCK = `
  SELECT l.report_id AS "reportId", l.clock, l.municipality_id AS "municipalityId", r.country, l.round, l.policy_id AS "policyId",
    l.started_at AS "startedAt", l.due_at AS "dueAt", l.next_step AS "nextStep", l.next_repeat AS "nextRepeat",
    l.next_step_at AS "nextStepAt", l.moved_at AS "movedAt", r.state, r.urgency, r.unit_id AS "unitId",
    r.acknowledged_by_id AS "acknowledgedById", r.assigned_to_id AS "assignedToId",
    CASE WHEN l.clock = 'acknowledge' THEN r.state <> 'unacknowledged'
      ELSE NOT EXISTS (SELECT FROM deadline d WHERE d.report_id = l.report_id AND d.rule = l.clock AND d.met_at IS NULL AND d.lapsed_at IS NULL) END AS "isOver"
  FROM ladder l JOIN report r ON r.id = l.report_id
  WHERE (l.report_id, l.clock) IN (SELECT k."reportId", k.clock FROM jsonb_to_recordset($1::jsonb) ${KEYS})
    AND l.next_step_at <= $2::timestamptz
  FOR NO KEY UPDATE OF r, l SKIP LOCKED`;

const MOVE = `
  UPDATE ladder l SET next_step = x.step, next_repeat = x.repeat, next_step_at = x.at
  FROM jsonb_to_recordset($1::jsonb) AS x("reportId" uuid, clock text, round int, "nextStep" int, "nextRepeat" int, "nextStepAt" timestamptz,
    step int, repeat int, at timestamptz)
  WHERE l.report_id = x."reportId" AND l.clock = x.clock AND l.round = x.round AND l.stopped_at IS NULL
    AND l.next_step = x."nextStep" AND l.next_repeat = x."nextRepeat" AND l.next_step_at = x."nextStepAt"
  RETURNING l.report_id AS "reportId", l.clock`;

const END = `
  UPDATE ladder l SET next_step = NULL, next_repeat = NULL, next_step_at = NULL, stopped_at = $2::timestamptz
  FROM jsonb_to_recordset($1::jsonb) ${KEYS} WHERE l.report_id = k."reportId" AND l.clock = k.clock`;
