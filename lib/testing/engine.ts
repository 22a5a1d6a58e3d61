import type { StepDeps } from '@/lib/deadlines/take-steps';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from './make-report';
import type { TestDatabase } from './test-database';

/** Silences what earlier tests of the file left: no ladder climbs, no notice waits, no job is there. */
export async function standStill({ pool }: TestDatabase): Promise<void> {
  await pool.query('UPDATE ladder SET next_step = NULL, next_repeat = NULL, next_step_at = NULL');
  await pool.query('DELETE FROM owed_notice');
  await pool.query("UPDATE notice SET status = 'not_needed' WHERE status IN ('queued', 'sending', 'failed')");
  await pool.query('DELETE FROM pgboss.job');
  await pool.query('DELETE FROM caught_mail');
}

/** What a sweep needs, of a test's database. */
export function stepDeps(db: TestDatabase): Omit<StepDeps, 'gateways'> {
  return { prisma: db.prisma, pool: db.pool, jobs: db.jobs, notifyChange: db.door.notifyChange };
}

/** A report that reached the municipality at `at`, and was stored then. */
export async function receiveAt(db: TestDatabase, municipalityId: string, at: Date): Promise<string> {
  return (await receiveReport(db.door, makeIncoming(municipalityId, { receivedAt: at }), at)).reportId;
}

/** The actions of a report's log, oldest first. */
export async function actionsOf({ prisma }: TestDatabase, reportId: string): Promise<string[]> {
  return (await prisma.auditEntry.findMany({ where: { reportId }, orderBy: { id: 'asc' } })).map(({ action }) => action);
}

/** Runs only the ladder of one clock, so that a test of it is not told of the others. */
export async function onlyClock({ pool }: TestDatabase, clock: string): Promise<void> {
  await pool.query('UPDATE ladder SET next_step = NULL, next_repeat = NULL, next_step_at = NULL WHERE clock <> $1', [clock]);
}
