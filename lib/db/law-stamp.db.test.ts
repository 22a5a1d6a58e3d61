import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';

const MIGRATION = '20261126100000_law_stamp';
const folder = path.resolve('prisma/migrations');
const sqlOf = (name: string) => readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');

/** A database as it was before the migration, holding one Swedish and one Danish report. */
async function oldDatabase(): Promise<pg.Client> {
  const admin = new pg.Client({ connectionString: inject('serverUrl') });
  await admin.connect();
  await admin.query('DROP DATABASE IF EXISTS before_stamp');
  await admin.query('CREATE DATABASE before_stamp');
  await admin.end();
  const client = new pg.Client({ connectionString: inject('serverUrl').replace(/\/mottak$/, '/before_stamp') });
  await client.connect();
  const before = readdirSync(folder).filter((name) => /^\d/.test(name) && name < MIGRATION);
  for (const name of before.sort()) await client.query(sqlOf(name));
  return client;
}

async function insertReport(client: pg.Client, country: string, zone: string, receivedAt: string, rules: [string, string][]) {
  await client.query(
    `WITH m AS (INSERT INTO municipality (id, slug, name, country, time_zone, locale, phone) VALUES (gen_random_uuid(), $1::text, $1::text, $1::text::country, $2, 'en', '0') RETURNING id),
      c AS (INSERT INTO channel (id, municipality_id, kind, name) SELECT gen_random_uuid(), id, 'email', 'email' FROM m RETURNING id, municipality_id),
      a AS (INSERT INTO arrival (id, municipality_id, channel_id, external_id, media_type, raw, size, sha256, envelope, received_at, received_at_source, stored_at)
        SELECT gen_random_uuid(), municipality_id, id, 'x', 'text/plain', 'x', 1, 'x', '{}', $3::timestamptz, 'test', $3::timestamptz FROM c RETURNING id, municipality_id, channel_id),
      r AS (INSERT INTO report (id, municipality_id, arrival_id, channel_id, channel_kind, ref, receipt_code, country, received_at, stored_at, urgency, urgency_reasons)
        SELECT gen_random_uuid(), municipality_id, id, channel_id, 'email', $1::text, $1::text, $1::text::country, $3::timestamptz, $3::timestamptz, 'normal', '[]' FROM a RETURNING id)
    INSERT INTO deadline (id, report_id, rule, citation, basis, certainty, due_at)
      SELECT gen_random_uuid(), r.id, x->>0, 'then §', 'statutory', 'V1', (x->>1)::timestamptz FROM r, jsonb_array_elements($4::jsonb) x`,
    [country, zone, receivedAt, JSON.stringify(rules)],
  );
}

describe('reports from before the rules were stamped in full', () => {
  it('keep their due instants and citations, and gain limit, start and last day', async () => {
    const client = await oldDatabase();
    await insertReport(client, 'se', 'Europe/Stockholm', '2026-11-06T13:00:00Z', [
      ['se.protection-assessment', '2026-11-06T22:59:59Z'],
      ['se.open-inquiry', '2026-11-20T22:59:59Z'],
    ]);
    await insertReport(client, 'no', 'Europe/Oslo', '2026-11-07T23:30:00Z', [['no.review', '2026-11-15T22:59:59Z']]);
    await insertReport(client, 'dk', 'Europe/Copenhagen', '2026-11-06T23:30:00Z', [['dk.first-assessment', '2026-11-07T23:30:00Z']]);
    await client.query(sqlOf(MIGRATION));
    const { rows } = await client.query(
      `SELECT rule, citation, old_citation <> '' AS old, from_event, applies_to, gates_queue, time_limit, started_at = r.received_at AS started,
        d.due_at, last_day, shown_last_day FROM deadline d JOIN report r ON r.id = d.report_id ORDER BY rule`,
    );
    await client.end();
    const same = { citation: 'then §', old: true, from_event: 'received', applies_to: 'every', gates_queue: true, started: true };
    expect(rows.map(({ due_at, ...row }) => ({ ...row, due_at: due_at.toISOString() }))).toEqual(
      [
        ['dk.first-assessment', { unit: 'hours', count: 24 }, '2026-11-07T23:30:00.000Z', '2026-11-08', '2026-11-08'],
        ['no.review', { unit: 'weeks', count: 1 }, '2026-11-15T22:59:59.000Z', '2026-11-15', '2026-11-13'],
        ['se.open-inquiry', { unit: 'days', count: 14 }, '2026-11-20T22:59:59.000Z', '2026-11-20', '2026-11-20'],
        ['se.protection-assessment', { unit: 'same-day' }, '2026-11-06T22:59:59.000Z', '2026-11-06', '2026-11-06'],
      ].map(([rule, time_limit, due_at, last_day, shown_last_day]) => ({ rule, time_limit, due_at, last_day, shown_last_day, ...same })),
    );
  });
});
