import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { v7 } from 'uuid';
import { noticeKey } from '@/lib/domain/escalation/notice-key';
import { addressBy } from '@/lib/domain/escalation/recipients';
import type { Means } from '@/lib/domain/means';
import { queueNotices } from '@/lib/notify/create-notices';
import type { FiredStep } from './fired-step';

/** A notice to be written; `escalationIds`: the steps that it tells of. */
export type StepNotice = {
  kind: 'escalation' | 'summary';
  idempotencyKey: string;
  municipalityId: string;
  reportId: string | null;
  clock: string;
  means: Means;
  recipientId: string | null;
  recipientLabel: string | null;
  audience: string;
  address: string;
  body: object | null;
  escalationIds: string[];
};

/** Writes a notice for each person and means of these steps, with its send job, in the caller's transaction. */
export async function writeNotices(client: pg.ClientBase, jobs: PgBoss, steps: readonly FiredStep[], now: Date): Promise<void> {
  await insertNotices(client, jobs, steps.flatMap(noticesOf), now);
}

function noticesOf(step: FiredStep): StepNotice[] {
  return step.recipients.people.flatMap((person) =>
    person.means.map((means) => ({
      kind: 'escalation' as const,
      idempotencyKey: noticeKey(step, means, person.key),
      municipalityId: step.municipalityId,
      reportId: step.reportId,
      clock: step.clock,
      means,
      recipientId: person.staffId,
      recipientLabel: person.label,
      audience: person.audience,
      address: addressBy(means, person),
      body: null,
      escalationIds: [step.id],
    })),
  );
}

/** Late steps owe their notices until the end of the pass: only then is it known whether they are so many that one must tell of all. */
export async function oweNotices(client: pg.ClientBase, steps: readonly FiredStep[]): Promise<void> {
  const rows = steps.flatMap(({ id, municipalityId, recipients }) =>
    recipients.people.flatMap((person) =>
      person.means.map((means) => ({
        escalationId: id,
        recipientKey: person.key,
        means,
        municipalityId,
        recipientId: person.staffId,
        recipientLabel: person.label,
        address: addressBy(means, person),
        audience: person.audience,
      })),
    ),
  );
  if (rows.length > 0) await client.query({ name: 'owe-notices', text: OWE, values: [JSON.stringify(rows)] });
}

/** Writes notices, what they tell of, and their send jobs. One whose idempotency key exists is left as it is. */
export async function insertNotices(client: pg.ClientBase, jobs: PgBoss, notices: readonly StepNotice[], now: Date): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map(({ escalationIds: _, ...notice }) => ({ id: v7(), ...notice }));
  const inserted = await client.query<{ id: string }>({ name: 'insert-notices', text: INSERT, values: [JSON.stringify(rows), now] });
  const ids = new Set(inserted.rows.map(({ id }) => id));
  const links = rows.flatMap(({ id }, index) =>
    ids.has(id) ? (notices[index]?.escalationIds ?? []).map((escalationId) => ({ noticeId: id, escalationId })) : [],
  );
  await client.query({ name: 'link-steps', text: LINK, values: [JSON.stringify(links)] });
  const created = rows.filter(({ id }) => ids.has(id));
  await queueNotices(jobs, created, { executeSql: (text, values) => client.query(text, values) });
}

const OWE = `
  INSERT INTO owed_notice (escalation_id, recipient_key, means, municipality_id, recipient_id, recipient_label, address, audience)
  SELECT x."escalationId", x."recipientKey", x.means, x."municipalityId", x."recipientId", x."recipientLabel", x.address, x.audience
  FROM jsonb_to_recordset($1::jsonb) AS x("escalationId" uuid, "recipientKey" text, means means, "municipalityId" uuid, "recipientId" uuid,
    "recipientLabel" text, address text, audience text)`;

const INSERT = `
  INSERT INTO notice (id, kind, idempotency_key, municipality_id, report_id, clock, means, recipient_id, recipient_label, audience, address, body, created_at)
  SELECT x.id, x.kind, x."idempotencyKey", x."municipalityId", x."reportId", x.clock, x.means, x."recipientId", x."recipientLabel", x.audience,
    x.address, x.body, $2::timestamptz
  FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, kind notice_kind, "idempotencyKey" text, "municipalityId" uuid, "reportId" uuid, clock text,
    means means, "recipientId" uuid, "recipientLabel" text, audience text, address text, body jsonb)
  ON CONFLICT (idempotency_key) DO NOTHING RETURNING id`;

const LINK = `
  INSERT INTO notice_escalation (notice_id, escalation_id)
  SELECT x."noticeId", x."escalationId" FROM jsonb_to_recordset($1::jsonb) AS x("noticeId" uuid, "escalationId" uuid)
  ON CONFLICT DO NOTHING`;
