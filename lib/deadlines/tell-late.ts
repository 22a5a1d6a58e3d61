import type pg from 'pg';
import { v7 } from 'uuid';
import { inTransaction } from '@/lib/db/in-transaction';
import { noticeKey, type StepKey } from '@/lib/domain/escalation/notice-key';
import type { Means } from '@/lib/domain/means';
import { bySummaryOrder, type SummaryEntry } from '@/lib/domain/notice';
import type { Urgency } from '@/lib/domain/report';
import { errorCode, log } from '@/lib/log';
import type { StepDeps } from './take-steps';
import { insertNotices, type StepNotice } from './write-notices';

/** A person whom one pass would tell of more late steps than this gets one summary of all of them instead. */
export const HANDFUL = 5;

type Owed = StepKey & {
  escalationId: string;
  municipalityId: string;
  means: Means;
  recipientKey: string;
  recipientId: string | null;
  recipientLabel: string | null;
  address: string;
  audience: string;
  name: string;
  ref: string;
  urgency: Urgency;
  dueAt: Date | null;
};

/**
 * Makes the notices of what late steps owe, for one person after the other, the one with the most urgent report first: a notice for
 * each step, or where they are more than a handful one summary of them by each means. What a pass that broke off left owing is told too.
 * @returns for how many people this failed; their notices stay owed
 */
export async function tellLate(deps: StepDeps, now: Date): Promise<number> {
  const people = (await deps.pool.query<{ key: string }>(OWED_TO)).rows;
  let failed = 0;
  for (const { key } of people) {
    try {
      await tellOne(deps, key, now);
    } catch (error) {
      // Only a failure of this person's notices may be passed over.
      await deps.pool.query('SELECT 1');
      log().error(errorCode(error), 'late steps could not be told to a person');
      failed += 1;
    }
  }
  return failed;
}

async function tellOne({ pool, jobs }: StepDeps, recipientKey: string, now: Date): Promise<void> {
  await inTransaction(pool, async (client) => {
    const owed = await takeOwed(client, recipientKey);
    const steps = new Set(owed.map(({ escalationId }) => escalationId));
    await insertNotices(client, jobs, steps.size > HANDFUL ? summaries(owed) : owed.map(single), now);
  });
}

/** Whoever deletes the rows makes the notices: of two sweeps one finds them gone. */
async function takeOwed(client: pg.ClientBase, recipientKey: string): Promise<Owed[]> {
  return (await client.query<Owed>({ name: 'take-owed', text: TAKE, values: [recipientKey] })).rows;
}

function single(owed: Owed): StepNotice {
  const { municipalityId, reportId, clock, means, recipientId, recipientLabel, audience, address, escalationId } = owed;
  const about = { municipalityId, reportId, clock, means, recipientId, recipientLabel, audience, address };
  return {
    ...about,
    kind: 'escalation',
    idempotencyKey: noticeKey(owed, means, owed.recipientKey),
    body: null,
    escalationIds: [escalationId],
  };
}

/** One for each means, and for each municipality that a service outside the staff answers for. */
function summaries(owed: readonly Owed[]): StepNotice[] {
  const groups = Map.groupBy(owed, ({ municipalityId, means }) => `${municipalityId} ${means}`);
  return [...groups.values()].map((group) => {
    const [{ municipalityId, means, recipientKey, recipientId, recipientLabel, address, audience }] = group as [Owed];
    return {
      kind: 'summary',
      idempotencyKey: `summary:${v7()}:${means}:${recipientKey}`,
      municipalityId,
      reportId: null,
      clock: 'acknowledge',
      means,
      recipientId,
      recipientLabel,
      audience,
      address,
      body: { reports: linesOf(group) },
      escalationIds: group.map(({ escalationId }) => escalationId),
    };
  });
}

/** A line for each clock of a report, with the highest of its steps. */
function linesOf(group: readonly Owed[]): SummaryEntry[] {
  const ladders = Map.groupBy(group, ({ reportId, clock }) => `${reportId} ${clock}`);
  return [...ladders.values()]
    .map((steps) => {
      const top = steps.reduce((a, b) => (b.step > a.step || (b.step === a.step && b.repeat > a.repeat) ? b : a));
      return { ref: top.ref, urgency: top.urgency, dueAt: top.dueAt?.toISOString() ?? null, step: top.name, clock: top.clock };
    })
    .sort(bySummaryOrder);
}

const OWED_TO = `
  SELECT o.recipient_key AS key FROM owed_notice o JOIN escalation e ON e.id = o.escalation_id JOIN report r ON r.id = e.report_id
  GROUP BY o.recipient_key ORDER BY min(r.urgency), min(e.due_at), o.recipient_key`;

const TAKE = `
  WITH taken AS (
    DELETE FROM owed_notice WHERE (escalation_id, recipient_key, means) IN (
      SELECT escalation_id, recipient_key, means FROM owed_notice WHERE recipient_key = $1 FOR UPDATE SKIP LOCKED)
    RETURNING *
  )
  SELECT t.escalation_id AS "escalationId", t.municipality_id AS "municipalityId", t.means, t.recipient_key AS "recipientKey",
    t.recipient_id AS "recipientId", t.recipient_label AS "recipientLabel", t.address, t.audience,
    e.report_id AS "reportId", e.clock, e.round, e.step, e.repeat, e.name, r.ref, r.urgency, l.due_at AS "dueAt"
  FROM taken t JOIN escalation e ON e.id = t.escalation_id JOIN report r ON r.id = e.report_id
  LEFT JOIN ladder l ON l.report_id = e.report_id AND l.clock = e.clock
  ORDER BY r.urgency, (e.clock <> 'acknowledge'), e.due_at, e.id`;
