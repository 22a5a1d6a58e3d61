import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { type Database, openDatabase } from '@/lib/db/client';
import { auditHash } from '@/lib/domain/audit';
import { runAudit } from './run-audit';

// T26: a scheduler's rows were inactive after an upgrade, and monitoring was green.

const name = 'from_before_ladders';
const received = new Date('2026-11-02T10:00:00Z');
const minutes = (count: number) => new Date(received.getTime() + count * 60_000);
let upgraded: Database;

beforeAll(async () => {
  const admin = new pg.Client({ connectionString: inject('serverUrl') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  upgraded = openDatabase(inject('serverUrl').replace(/\/mottak$/, `/${name}`), 4);
});
afterAll(() => upgraded.close());

const folders = readdirSync('prisma/migrations')
  .filter((folder) => /^\d/.test(folder))
  .toSorted();
const apply = async (these: string[]) => {
  for (const folder of these) await upgraded.pool.query(readFileSync(`prisma/migrations/${folder}/migration.sql`, 'utf8'));
};

/** A report as the first release stored it; its first step was taken and told. */
async function storeOldReport(state: 'unacknowledged' | 'acknowledged' | 'assessed', number: number) {
  const [municipality, channel, arrival, report, staff, step] = Array.from({ length: 6 }, () => randomUUID());
  const sql = (text: string, ...values: unknown[]) => upgraded.pool.query(text, values);
  await sql(
    `INSERT INTO municipality (id, slug, name, country, time_zone, locale, phone) VALUES ($1, $2, $2, 'dk', 'Europe/Copenhagen', 'da', '1')`,
    municipality,
    `m${number}`,
  );
  await sql(`INSERT INTO channel (id, municipality_id, kind, name) VALUES ($1, $2, 'email', 'email')`, channel, municipality);
  await sql(
    `INSERT INTO staff (id, municipality_id, name, email, role, locale) VALUES ($1, $2, 'S', $3, 'supervisor', 'da')`,
    staff,
    municipality,
    `s${number}@staff.example`,
  );
  const sha256 = createHash('sha256').update('x').digest('hex');
  await sql(
    `INSERT INTO arrival (id, municipality_id, channel_id, external_id, media_type, raw, size, sha256, envelope, received_at, received_at_source, stored_at)
     VALUES ($1, $2, $3, 'x', 'text/plain', 'x', 1, $4, '{}', $5, 'test', $5)`,
    arrival,
    municipality,
    channel,
    sha256,
    received,
  );
  const climbs = state === 'unacknowledged';
  await sql(
    `INSERT INTO report (id, municipality_id, arrival_id, channel_id, channel_kind, ref, receipt_code, country, received_at, stored_at, state, urgency,
       urgency_reasons, due_at, acknowledged_at, next_step, next_step_at)
     VALUES ($1, $2, $3, $4, 'email', $5, $5, 'dk', $6, $6, $7::report_state, 'acute', '[]', $8, $9, $10, $11)`,
    report,
    municipality,
    arrival,
    channel,
    `M26-OLD0-000${number}`,
    received,
    state,
    state === 'assessed' ? null : minutes(1440),
    climbs ? null : minutes(20),
    climbs ? 1 : null,
    climbs ? minutes(30) : null,
  );
  await sql(
    `INSERT INTO deadline (id, report_id, rule, citation, basis, certainty, due_at, met_at)
     VALUES ($1, $2, 'dk.first-assessment', '§ 136', 'statutory', 'V2', $3, $4)`,
    randomUUID(),
    report,
    minutes(1440),
    state === 'assessed' ? minutes(20) : null,
  );
  await sql(
    `INSERT INTO escalation (id, report_id, round, step, name, due_at, fired_at, late) VALUES ($1, $2, 0, 0, 'warn', $3, $3, false)`,
    step,
    report,
    minutes(10),
  );
  await sql(
    `INSERT INTO notice (id, municipality_id, kind, idempotency_key, report_id, escalation_id, recipient_id, address, status, created_at, sent_at)
     VALUES ($1, $2, 'escalation', $3, $4, $5, $6, 's@staff.example', 'sent', $7, $7)`,
    randomUUID(),
    municipality,
    `old:${number}`,
    report,
    step,
    staff,
    minutes(10),
  );
  const entries: [Date, string, Record<string, unknown>][] = [
    [received, 'report.received', { receivedAt: received.toISOString() }],
    [minutes(10), 'escalation.fired', { round: 0, step: 0, name: 'warn', told: 'supervisor', recipients: [staff] }],
    ...(climbs ? [] : [[minutes(20), 'report.acknowledged', { round: 0 }] as [Date, string, Record<string, unknown>]]),
    ...(state === 'assessed'
      ? [
          [minutes(20), 'report.assessed', { outcome: 'close_without_inquiry', met: ['dk.first-assessment'] }] as [
            Date,
            string,
            Record<string, unknown>,
          ],
        ]
      : []),
  ];
  let previous = sha256;
  for (const [at, action, detail] of entries) {
    const entry = {
      municipalityId: municipality as string,
      stream: report as string,
      reportId: report as string,
      at,
      actor: 'system:test',
      action,
      detail,
    };
    const hash = auditHash(previous, entry);
    await sql(
      `INSERT INTO audit_entry (municipality_id, stream, report_id, at, actor, action, detail, previous_hash, hash)
       VALUES ($1, $2, $3, $4, 'system:test', $5, $6, $7, $8)`,
      municipality,
      report,
      report,
      at,
      action,
      JSON.stringify(detail),
      previous,
      hash,
    );
    previous = hash;
  }
}

describe('after an upgrade from the release before ladders', () => {
  it('every timer of a report that is open is armed, and the auditor finds nothing wrong', { timeout: 120_000 }, async () => {
    await apply(folders.filter((folder) => folder < '20261126'));
    for (const [number, state] of (['unacknowledged', 'acknowledged', 'assessed'] as const).entries()) await storeOldReport(state, number);
    await apply(folders.filter((folder) => folder >= '20261126'));
    const armed = await upgraded.pool.query(
      `SELECT r.state::text, array_agg(l.clock ORDER BY l.clock) AS clocks FROM ladder l JOIN report r ON r.id = l.report_id
       WHERE l.next_step_at IS NOT NULL GROUP BY 1 ORDER BY 1`,
    );
    expect(armed.rows).toEqual([
      { state: 'acknowledged', clocks: ['dk.first-assessment'] },
      { state: 'unacknowledged', clocks: ['acknowledge', 'dk.first-assessment'] },
    ]);
    const now = minutes(25);
    const audit = () =>
      runAudit({ ...upgraded, clock: fixedClock(now), notifyChange: () => undefined }, { municipalityId: null, budgetMs: 60_000 }, now);
    expect(await audit()).toMatchObject({ checked: 3, findings: [], complete: true });
    await upgraded.pool.query(`UPDATE ladder SET next_step_at = NULL WHERE clock = 'acknowledge'`);
    expect((await audit()).findings.map(({ code, where }) => [code, where])).toEqual([['ladder-still', 'acknowledge']]);
  });
});
