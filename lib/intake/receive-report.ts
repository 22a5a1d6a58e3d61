import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { policyBySql } from '@/lib/db/policies';
import { storable, storableJson } from '@/lib/db/text';
import { auditHash } from '@/lib/domain/audit';
import { deadlinesFor, nextDue } from '@/lib/domain/deadline';
import { MottakError } from '@/lib/domain/errors';
import { type LadderStart, laddersAtReceipt } from '@/lib/domain/escalation/ladders-of-report';
import type { Policy } from '@/lib/domain/escalation/policy';
import { receiptCode, reportRef } from '@/lib/domain/reference';
import type { Country } from '@/lib/domain/report';
import { READ_REPORT, type ReadReportJob } from '@/lib/jobs/definitions';
import type { IncomingReport, Receipt } from './incoming-report';
import { readLawSettings } from './law-settings';
import { recordDeliveredAgain } from './record-delivered-again';

/** What the door needs: connections to the one database, and the job queue in the same database. */
export type Door = { pool: pg.Pool; jobs: PgBoss; notifyChange(municipalityId: string): void };

type Channel = {
  id: string;
  country: Country;
  time_zone: string;
  law_settings: unknown;
  unit_id: string | null;
  policy_id: string | null;
};

/**
 * The one door. Stores the arrival, its queue item, the deadlines, the ladders, the audit entry and the read job in one commit.
 *
 * The same delivery again (channel and external id) returns the first receipt and stores nothing; came it with other bytes, the
 * first report's log says so.
 * @throws MottakError unknown-channel, invalid-received-at, empty-arrival; storage-unavailable when nothing was stored
 */
export async function receiveReport(door: Door, incoming: IncomingReport, now: Date): Promise<Receipt> {
  check(incoming);
  const client = await door.pool.connect().catch((cause) => {
    throw new MottakError('storage-unavailable', { cause });
  });
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const receipt = await store(client, door.jobs, incoming, now);
    await client.query('COMMIT');
    door.notifyChange(incoming.municipalityId);
    return receipt;
  } catch (error) {
    if (error instanceof MottakError) {
      await client.query('ROLLBACK').catch((failed) => {
        broken = failed as Error;
      });
      throw error;
    }
    // The connection's state is unknown: it is thrown away, and the server rolls back what was not committed.
    broken = error as Error;
    throw new MottakError('storage-unavailable', { cause: error });
  } finally {
    client.release(broken);
  }
}

function check(incoming: IncomingReport): void {
  if (Number.isNaN(incoming.receivedAt.getTime())) throw new MottakError('invalid-received-at');
  if (incoming.raw.byteLength === 0) throw new MottakError('empty-arrival');
}

async function store(client: pg.PoolClient, jobs: PgBoss, incoming: IncomingReport, now: Date): Promise<Receipt> {
  const channel = await findChannel(client, incoming);
  const policy = await policyBySql(client, { policyId: channel.policy_id, country: channel.country });
  const rows = rowsFor(incoming, channel, policy, now);
  const inserted = await client.query({ name: 'mottak-receive', text: INSERT, values: rows.parameters });
  if (inserted.rowCount === 0) return firstReceipt(client, channel.id, incoming, rows.sha256, now);
  const job: ReadReportJob = { reportId: rows.reportId };
  await jobs.send(READ_REPORT, job, { db: { executeSql: (text, values) => client.query({ name: statementName(text), text, values }) } });
  return { reportId: rows.reportId, ref: rows.ref, receiptCode: rows.code, receivedAt: rows.receivedAt, status: 'stored' };
}

/** A name under which the connection keeps the statement's plan: planning the job's insert costs more than running it. */
function statementName(text: string): string {
  return `job-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
}

async function findChannel(client: pg.PoolClient, { municipalityId, channel }: IncomingReport): Promise<Channel> {
  const found = await client.query<Channel>({
    name: 'mottak-channel',
    text: FIND_CHANNEL,
    values: [municipalityId, channel.kind, channel.name],
  });
  const row = found.rows[0];
  if (!row) throw new MottakError('unknown-channel');
  return row;
}

async function firstReceipt(
  client: pg.PoolClient,
  channelId: string,
  incoming: IncomingReport,
  sha256: string,
  now: Date,
): Promise<Receipt> {
  const found = await client.query(FIRST_RECEIPT, [channelId, storable(incoming.externalId)]);
  const row = found.rows[0];
  await recordDeliveredAgain(client, incoming, { reportId: row.id, sha256: row.sha256 }, sha256, now);
  return { reportId: row.id, ref: row.ref, receiptCode: row.receipt_code, receivedAt: row.received_at, status: 'already-stored' };
}

function rowsFor(incoming: IncomingReport, channel: Channel, policy: Policy, now: Date) {
  const arrivalId = randomUUID();
  const reportId = randomUUID();
  const ref = reportRef(now, randomBytes(8));
  const code = receiptCode(randomBytes(16));
  // A time in the future would give the municipality more time than the law does.
  const receivedAt = incoming.receivedAt > now ? now : incoming.receivedAt;
  const source = incoming.receivedAt > now ? `${incoming.receivedAtSource}, in the future: time of storing` : incoming.receivedAtSource;
  const sha256 = createHash('sha256').update(incoming.raw).digest('hex');
  const deadlines = deadlinesFor(channel.country, receivedAt, channel.time_zone, readLawSettings(channel.law_settings));
  const dueAt = nextDue(deadlines);
  const audit = {
    municipalityId: incoming.municipalityId,
    stream: reportId,
    reportId,
    at: now,
    actor: `system:${incoming.channel.kind}`,
    action: 'report.received',
    detail: {
      channel: incoming.channel,
      sha256,
      size: incoming.raw.byteLength,
      receivedAt: receivedAt.toISOString(),
      receivedAtSource: source,
      // What was stamped stands in the log too, so that the auditor sees a row that was changed or is gone.
      deadlines: Object.fromEntries(deadlines.map(({ rule, dueAt }) => [rule, dueAt?.toISOString() ?? null])),
    },
  };
  const parameters = [
    incoming.municipalityId,
    channel.id,
    channel.unit_id,
    incoming.channel.kind,
    channel.country,
    now,
    receivedAt,
    arrivalId,
    storable(incoming.externalId),
    incoming.mediaType,
    Buffer.from(incoming.raw.buffer, incoming.raw.byteOffset, incoming.raw.byteLength),
    incoming.raw.byteLength,
    sha256,
    JSON.stringify(storableJson(incoming.envelope)),
    source,
    reportId,
    ref,
    code,
    JSON.stringify([{ rule: 'not-read-yet' }]),
    storable(incoming.subject ?? ''),
    incoming.flags ?? [],
    dueAt,
    channel.policy_id,
    JSON.stringify(deadlines.map((deadline) => ({ id: randomUUID(), ...deadline }))),
    audit.actor,
    audit.action,
    JSON.stringify(audit.detail),
    sha256,
    auditHash(sha256, audit),
    JSON.stringify(laddersAtReceipt(policy, 'acute', receivedAt, dueAt, deadlines).map(ladderRow)),
  ];
  return { parameters, reportId, ref, code, receivedAt, sha256 };
}

/** A report that nobody has read climbs as an acute one; reading tells how urgent it is. */
function ladderRow({ clock, startedAt, dueAt, position }: LadderStart) {
  return { clock, startedAt, dueAt, step: position?.step, repeat: position?.repeat, at: position?.at };
}

const FIND_CHANNEL = `
  SELECT c.id, m.country, m.time_zone, m.law_settings, u.id AS unit_id,
    (SELECT p.id FROM escalation_policy p WHERE p.municipality_id = m.id ORDER BY p.version DESC LIMIT 1) AS policy_id
  FROM channel c JOIN municipality m ON m.id = c.municipality_id
  LEFT JOIN unit u ON u.municipality_id = m.id AND u.is_intake
  WHERE c.municipality_id = $1 AND c.kind = $2::channel_kind AND c.name = $3
  ORDER BY u.id LIMIT 1`;

const FIRST_RECEIPT = `
  SELECT r.id, r.ref, r.receipt_code, r.received_at, a.sha256
  FROM arrival a JOIN report r ON r.arrival_id = a.id
  WHERE a.channel_id = $1 AND a.external_id = $2`;

/** One statement, so that intake costs one round trip; it inserts nothing when the delivery is known. */
const INSERT = `
  WITH a AS (
    INSERT INTO arrival (id, municipality_id, channel_id, external_id, media_type, raw, size, sha256, envelope, received_at, received_at_source, stored_at)
    VALUES ($8::uuid, $1::uuid, $2::uuid, $9, $10, $11, $12, $13, $14::jsonb, $7::timestamptz, $15, $6::timestamptz)
    ON CONFLICT (channel_id, external_id) DO NOTHING
    RETURNING id
  ), r AS (
    INSERT INTO report (id, municipality_id, unit_id, arrival_id, channel_id, channel_kind, ref, receipt_code, country, received_at, stored_at,
      urgency, urgency_reasons, subject, flags, due_at)
    SELECT $16::uuid, $1::uuid, $3::uuid, a.id, $2::uuid, $4::channel_kind, $17, $18, $5::country, $7::timestamptz, $6::timestamptz,
      'acute', $19::jsonb, $20, $21::text[], $22::timestamptz
    FROM a RETURNING id
  ), d AS (
    INSERT INTO deadline (id, report_id, rule, citation, old_citation, basis, certainty, from_event, time_limit, applies_to, gates_queue,
      may_be_left_out, started_at, due_at, last_day, shown_last_day)
    SELECT x.id, r.id, x.rule, x.citation, x."oldCitation", x.basis::deadline_basis, x.certainty, x."fromEvent", x."limit", x."appliesTo",
      x."gatesQueue", x."mayBeLeftOut", x."startedAt", x."dueAt", x."lastDay", x."shownLastDay"
    FROM r, jsonb_to_recordset($24::jsonb) AS x(id uuid, rule text, citation text, "oldCitation" text, basis text, certainty text,
      "fromEvent" text, "limit" jsonb, "appliesTo" text, "gatesQueue" boolean, "mayBeLeftOut" text[], "startedAt" timestamptz, "dueAt" timestamptz,
      "lastDay" text, "shownLastDay" text)
  ), s AS (
    INSERT INTO ladder (report_id, municipality_id, clock, policy_id, started_at, due_at, next_step, next_repeat, next_step_at)
    SELECT r.id, $1::uuid, x.clock, $23::uuid, x."startedAt", x."dueAt", x.step, x.repeat, x.at
    FROM r, jsonb_to_recordset($30::jsonb) AS x(clock text, "startedAt" timestamptz, "dueAt" timestamptz, step int, repeat int, at timestamptz)
  ), l AS (
    INSERT INTO audit_entry (municipality_id, stream, report_id, at, actor, action, detail, previous_hash, hash)
    SELECT $1::uuid, r.id::text, r.id, $6::timestamptz, $25, $26, $27::jsonb, $28, $29 FROM r
  )
  SELECT id FROM r`;
