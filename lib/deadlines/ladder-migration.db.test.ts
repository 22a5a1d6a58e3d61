import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const FOLDER = path.resolve('prisma/migrations');
const LADDER = '20261126130000_ladder';
const DATABASE = 'before_ladders';
const received = new Date('2026-11-02T10:00:00Z');
const minutes = (count: number) => new Date(received.getTime() + count * 60_000);
const due = minutes(24 * 60);
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

let db: pg.Client;

async function admin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('serverUrl') });
  await client.connect();
  await client.query(sql);
  await client.end();
}

const apply = (migration: string) => db.query(readFileSync(path.join(FOLDER, migration, 'migration.sql'), 'utf8'));

beforeAll(async () => {
  await admin(`CREATE DATABASE ${DATABASE}`);
  db = new pg.Client({ connectionString: inject('serverUrl').replace(/\/mottak$/, `/${DATABASE}`) });
  await db.connect();
  const before = readdirSync(FOLDER)
    .filter((name) => /^\d/.test(name) && name < LADDER)
    .sort();
  for (const migration of before) await apply(migration);
  await db.query(
    `INSERT INTO municipality (id, slug, name, country, time_zone, locale, phone) VALUES ($1, 'a', 'A', 'dk', 'Europe/Copenhagen', 'da', '1')`,
    [id(1)],
  );
  await db.query(`INSERT INTO channel (id, municipality_id, kind, name) VALUES ($1, $2, 'email', 'email')`, [id(2), id(1)]);
});
afterAll(async () => {
  await db.end();
  await admin(`DROP DATABASE ${DATABASE} WITH (FORCE)`);
});

type Old = { state?: string; urgency?: string; round?: number; step: number | null; at: Date | null; acknowledgedAt?: Date };

async function oldReport(number: number, { state = 'unacknowledged', urgency = 'acute', round = 0, step, at, acknowledgedAt }: Old) {
  await db.query(
    `INSERT INTO arrival (id, municipality_id, channel_id, external_id, media_type, raw, size, sha256, envelope, received_at, received_at_source, stored_at)
     VALUES ($1, $2, $3, $4, 'text/plain', 'x', 1, 'x', '{}', $5, 'test', $5)`,
    [id(number), id(1), id(2), String(number), received],
  );
  await db.query(
    `INSERT INTO report (id, municipality_id, arrival_id, channel_id, channel_kind, ref, receipt_code, country, received_at, stored_at, state, urgency,
       urgency_reasons, flags, due_at, next_step, next_step_at, ladder_round, acknowledged_at)
     VALUES ($1, $2, $1, $3, 'email', $4, $4, 'dk', $5, $5, $6::report_state, $7::urgency, '[]', '{}', $8, $9, $10, $11, $12)`,
    [id(number), id(1), id(2), String(number), received, state, urgency, due, step, at, round, acknowledgedAt ?? null],
  );
  await db.query(
    `INSERT INTO deadline (id, report_id, rule, citation, old_citation, basis, certainty, from_event, applies_to, gates_queue, started_at, due_at)
     VALUES ($1, $1, 'dk.first-assessment', 'x', 'x', 'statutory', 'V2', 'received', 'every', true, $2, $3)`,
    [id(number), received, due],
  );
}

async function ladders(number: number) {
  const { rows } = await db.query(
    `SELECT clock, round, started_at, due_at, next_step, next_repeat, next_step_at, stopped_at FROM ladder WHERE report_id = $1 ORDER BY clock`,
    [id(number)],
  );
  return rows;
}

describe('ladders that ran before each clock had its own', () => {
  it('run on where they were, in their round, and the limit gets a ladder too; assessed reports get none', async () => {
    await oldReport(10, { step: 1, at: minutes(30) });
    await oldReport(11, { urgency: 'normal', step: 2, at: due });
    await oldReport(12, { step: 2, at: due });
    await oldReport(13, { step: null, at: null });
    await oldReport(14, { state: 'acknowledged', step: null, at: null, acknowledgedAt: minutes(7) });
    await oldReport(15, { state: 'assessed', step: null, at: null });
    await oldReport(16, { round: 1, step: 0, at: minutes(310) });
    await db.query(
      `INSERT INTO audit_entry (municipality_id, stream, report_id, at, actor, action, detail, previous_hash, hash)
       VALUES ($1, $2::text, $2::text::uuid, $3, 'x', 'report.handed-back', '{}', 'x', 'y')`,
      [id(1), id(16), minutes(300)],
    );
    await apply(LADDER);
    const first = { round: 0, started_at: received, due_at: due, stopped_at: null };
    const limit = { ...first, clock: 'dk.first-assessment', next_step: 0, next_repeat: 0, next_step_at: minutes(12 * 60) };
    const acknowledge = { ...first, clock: 'acknowledge', next_repeat: 0 };
    expect(await ladders(10)).toEqual([{ ...acknowledge, next_step: 1, next_step_at: minutes(30) }, limit]);
    expect(await ladders(11)).toEqual([{ ...acknowledge, next_step: 2, next_step_at: due }, limit]);
    expect(await ladders(12)).toEqual([{ ...acknowledge, next_step: 3, next_step_at: due }, limit]);
    expect(await ladders(13)).toEqual([{ ...acknowledge, next_step: 3, next_repeat: 1, next_step_at: minutes(26 * 60) }, limit]);
    const stopped = { ...acknowledge, next_step: null, next_repeat: null, next_step_at: null, stopped_at: minutes(7) };
    expect(await ladders(14)).toEqual([stopped, limit]);
    expect(await ladders(15)).toEqual([]);
    expect((await ladders(16))[0]).toEqual({
      ...acknowledge,
      round: 1,
      started_at: minutes(300),
      next_step: 0,
      next_step_at: minutes(310),
    });
  });
});
