import type { PgBoss } from 'pg-boss';
import type { Db } from '@/lib/db/client';
import type { Means } from '@/lib/domain/means';
import { SEND_QUEUES } from '@/lib/jobs/definitions';
import { queueNotices } from './create-notices';

const BATCH = 500;

type Lost = { id: string; kind: 'escalation' | 'digest' | 'summary' | 'alarm' | 'test'; means: Means };

/**
 * Gives notices that were written before `before` and reached nobody their send job again, when no queue has one for them.
 *
 * NOT IN, because the job table's statistics are often old: NOT EXISTS was then planned as every notice against every job.
 * @returns how many jobs were made
 */
export async function requeueLostNotices({ prisma, jobs }: { prisma: Db; jobs: PgBoss }, before: Date): Promise<number> {
  const lost = await prisma.$queryRaw<Lost[]>`
    SELECT n.id, n.kind::text, n.means::text FROM notice n
    WHERE n.status IN ('queued', 'sending') AND n.created_at < ${before}
      AND n.id::text NOT IN (
        SELECT j.singleton_key FROM pgboss.job j
        WHERE j.name = ANY(${Object.values(SEND_QUEUES)}) AND j.state < 'completed' AND j.singleton_key IS NOT NULL)
    ORDER BY n.created_at LIMIT ${BATCH}`;
  await queueNotices(jobs, lost);
  return lost.length;
}
