import type pg from 'pg';
import { type Alive, type Check, HEALTH_CODES, judgeHealth } from '@/lib/domain/health';
import { WORKER } from '@/lib/domain/heartbeat';

export type Health = { status: 'ok' | 'failing'; checks: Record<string, Check>; version: string; commit?: string };

/** `balancer`: whether this web process can take reports; what only the worker does is no reason to send people elsewhere. */
export type HealthFor = 'monitor' | 'balancer';

/** How long the database may take to answer. A monitor's own limit is often five seconds or more. */
const PATIENCE_MS = 3000;

/** Whether this installation works now: codes only, nothing of reports, not even how many there are. Never throws. */
export async function readHealth(
  pool: pg.Pool,
  build: { version: string; commit?: string },
  now: Date,
  wanted: HealthFor = 'monitor',
  patienceMs = PATIENCE_MS,
): Promise<Health> {
  const checks = wanted === 'monitor' ? await allChecks(pool, now, patienceMs) : await databaseCheck(pool, patienceMs);
  const status = Object.values(checks).every((check) => check === 'ok') ? 'ok' : 'failing';
  return { status, checks, ...build };
}

async function allChecks(pool: pg.Pool, now: Date, patienceMs: number): Promise<Record<string, Check>> {
  return judgeHealth(await inTime(readSigns(pool), patienceMs), now);
}

/** The signs of life that the database holds. */
export async function readSigns(pool: pg.Pool): Promise<Alive | null> {
  return (await pool.query<Alive>(SIGNS, [WORKER])).rows[0] ?? null;
}

async function databaseCheck(pool: pg.Pool, patienceMs: number): Promise<Record<string, Check>> {
  const answered = await inTime(pool.query('SELECT 1'), patienceMs);
  return { database: answered ? 'ok' : HEALTH_CODES.database };
}

/** One statement, each part of it answered by an index that holds only what is open. */
const SIGNS = `
  SELECT h.at AS "seenAt", h.started_at AS "startedAt", (h.detail->>'sweptAt')::timestamptz AS "sweptAt",
    (SELECT started_at FROM audit_run WHERE municipality_id IS NULL AND ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1) AS "auditedAt",
    (SELECT min(created_at) FROM municipality) AS "inUseSince",
    EXISTS (SELECT 1 FROM alarm WHERE cleared_at IS NULL AND code LIKE 'audit-%' AND code <> 'audit-silent') AS "auditAlarm",
    (SELECT min(next_step_at) FROM ladder WHERE next_step_at IS NOT NULL) AS "nextStepAt"
  FROM (SELECT 1) AS one LEFT JOIN heartbeat h ON h.name = $1`;

/** Null for a database that refuses, and for one that does not answer in time. */
async function inTime<T>(asked: Promise<T>, patienceMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  return Promise.race([asked.catch(() => null), impatience]).finally(() => clearTimeout(timer));
}
