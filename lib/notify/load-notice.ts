import type { Tx } from '@/lib/db/client';
import type { Role } from '@/lib/domain/access';
import type { Means } from '@/lib/domain/means';
import { isStillNeeded, type SummaryBody, type SummaryEntry } from '@/lib/domain/notice';
import type { ReportState, Urgency } from '@/lib/domain/report';

/** A summary stands on the trail of each of its reports: for thousands that may take longer than a transaction's usual limit. */
export const NOTICE_TRANSACTION = { timeout: 120_000, maxWait: 10_000 };

type NoticeKind = 'escalation' | 'digest' | 'summary' | 'alarm' | 'test';

/** A notice with all that its message needs, and nothing of what the report says. */
export type LoadedNotice = {
  id: string;
  municipalityId: string;
  kind: NoticeKind;
  idempotencyKey: string;
  clock: string;
  means: Means;
  address: string;
  audience: string | null;
  status: 'queued' | 'sending' | 'sent' | 'failed' | 'not_needed';
  lastError: string | null;
  leasedUntil: Date | null;
  passedOnAt: Date | null;
  /** Null for somebody outside the staff. */
  recipient: { id: string; role: Role; locale: string } | null;
  recipientLabel: string | null;
  place: { timeZone: string; locale: string };
  /** The steps that it tells of, each with its report as it stands at this moment. */
  about: CoveredStep[];
  /** What a digest, summary or alarm says. */
  body: unknown;
};

type CoveredStep = {
  escalationId: string;
  report: { id: string; ref: string; state: ReportState; urgency: Urgency };
  step: { round: number; step: number; name: string; dueAt: string; late: boolean };
  /** Ids of the law rules whose deadline is neither met nor fell away. */
  unmet: string[];
  /** The deadline of the notice's own rule while it is not met, else the earliest that holds the report in the queue. */
  deadline: { dueAt: string; basis: 'statutory' | 'target'; citation: string } | null;
};

/**
 * Locks a notice and reads it with the standing of its reports at this moment, in one round trip.
 * @returns null when another transaction holds it
 */
export async function loadNotice(tx: Tx, noticeId: string): Promise<LoadedNotice | null> {
  const [row] = await tx.$queryRaw<LoadedNotice[]>`
    SELECT n.id, n.municipality_id AS "municipalityId", n.kind::text, n.idempotency_key AS "idempotencyKey", n.clock, n.means::text,
      n.address, n.audience, n.status::text, n.last_error AS "lastError", n.leased_until AS "leasedUntil", n.passed_on_at AS "passedOnAt",
      n.recipient_label AS "recipientLabel", n.body,
      CASE WHEN s.id IS NOT NULL THEN jsonb_build_object('id', s.id, 'role', s.role, 'locale', s.locale) END AS recipient,
      jsonb_build_object('timeZone', m.time_zone, 'locale', m.locale) AS place,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'escalationId', e.id,
          'report', jsonb_build_object('id', r.id, 'ref', r.ref, 'state', r.state, 'urgency', r.urgency),
          'step', jsonb_build_object('round', e.round, 'step', e.step, 'name', e.name, 'dueAt', e.due_at, 'late', e.late),
          'unmet', d.unmet, 'deadline', d.deadline) ORDER BY r.urgency, e.due_at, e.id)
        FROM notice_escalation ne JOIN escalation e ON e.id = ne.escalation_id JOIN report r ON r.id = e.report_id
        CROSS JOIN LATERAL (
          SELECT coalesce(jsonb_agg(rule), '[]') AS unmet,
            (jsonb_agg(jsonb_build_object('dueAt', due_at, 'basis', basis, 'citation', citation) ORDER BY (rule = n.clock) DESC, due_at)
              FILTER (WHERE due_at IS NOT NULL AND (gates_queue OR rule = n.clock)))->0 AS deadline
          FROM deadline WHERE report_id = r.id AND met_at IS NULL AND lapsed_at IS NULL) d
        WHERE ne.notice_id = n.id), '[]') AS about
    FROM notice n
    LEFT JOIN staff s ON s.id = n.recipient_id
    JOIN municipality m ON m.id = n.municipality_id
    WHERE n.id = ${noticeId}::uuid
    FOR UPDATE OF n SKIP LOCKED`;
  return row ?? null;
}

/** Whether it still has something to tell: one of its reports waits. What is about no report (a digest, an alarm, a test) has. */
export function isNeeded(notice: LoadedNotice): boolean {
  if (notice.kind === 'summary') return neededEntries(notice).length > 0;
  return notice.about.length === 0 || notice.about.some(({ report, unmet }) => isStillNeeded(notice.clock, { state: report.state, unmet }));
}

/** The lines of a summary whose report still waits. */
export function neededEntries({ body, about, clock }: LoadedNotice): SummaryEntry[] {
  const standing = new Map(about.map(({ report, unmet }) => [report.ref, { state: report.state, unmet }]));
  return (body as SummaryBody).reports.filter((entry) => {
    const stands = standing.get(entry.ref);
    return !stands || isStillNeeded(entry.clock ?? clock, stands);
  });
}
