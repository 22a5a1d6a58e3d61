import { subSeconds } from 'date-fns';
import type { PgBoss } from 'pg-boss';
import type { Db } from '@/lib/db/client';
import { READ_REPORT, type ReadReportJob } from '@/lib/jobs/definitions';
import { requeueLostNotices } from '@/lib/notify/requeue-lost-notices';

/** A job in good order has run by then. */
const PATIENCE_SECONDS = 60;
const BATCH = 500;

/**
 * Gives reports that nobody has read and notices that nobody has sent their job again, when the job queue has none for them.
 * The tables are the law; jobs only deliver. A job that waits for its next try counts as there, so queues do not fill.
 *
 * NOT IN, because the job table's statistics are often old: NOT EXISTS was then planned as every report against every job.
 * @returns how many jobs were made
 */
export async function requeueLostJobs({ prisma, jobs }: { prisma: Db; jobs: PgBoss }, now: Date): Promise<number> {
  const before = subSeconds(now, PATIENCE_SECONDS);
  const reports = await prisma.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM report r
    WHERE r.read_status = 'pending' AND r.stored_at < ${before}
      AND r.id::text NOT IN (
        SELECT j.singleton_key FROM pgboss.job j WHERE j.name = ${READ_REPORT} AND j.state < 'completed' AND j.singleton_key IS NOT NULL)
    ORDER BY r.stored_at LIMIT ${BATCH}`;
  for (const { id } of reports) await queueReading(jobs, id);
  return reports.length + (await requeueLostNotices({ prisma, jobs }, before));
}

async function queueReading(jobs: PgBoss, reportId: string): Promise<void> {
  const job: ReadReportJob = { reportId };
  await jobs.send(READ_REPORT, job, { singletonKey: reportId });
}
