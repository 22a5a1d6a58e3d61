import { fromPrisma, type JobInsert, type PgBoss } from 'pg-boss';
import type { Tx } from '@/lib/db/client';
import type { NoticeCreateManyInput } from '@/lib/db/generated/models/Notice';
import type { Means } from '@/lib/domain/means';
import { SEND_QUEUES, type SendNoticeJob } from '@/lib/jobs/definitions';

/** A notice to be written. `escalationIds`: the steps that it tells of; one, many in a summary, none for a digest, alarm or test. */
export type NewNotice = Omit<NoticeCreateManyInput, 'id' | 'status' | 'attempts'> & { escalationIds?: readonly string[] };

type Created = { id: string; kind: NewNotice['kind']; means: Means; idempotencyKey: string };

/** What tells people about a report goes before the numbers of the day. */
const PRIORITY = { escalation: 10, summary: 10, alarm: 8, test: 5, digest: 0 } as const;

/** One statement to the database holds at most 65,535 values. */
const BATCH = 2000;

/** Retries for ever, at most a minute apart: a notice may be what a child waits for. */
const RETRY = { retryDelay: 5, retryBackoff: true, retryDelayMax: 60 } as const;

/**
 * Writes notices and their send jobs in the caller's transaction. A notice whose idempotency key exists is left as it is.
 * @returns how many are new
 */
export async function createNotices(tx: Tx, jobs: PgBoss, notices: readonly NewNotice[]): Promise<number> {
  let count = 0;
  for (let start = 0; start < notices.length; start += BATCH) {
    const batch = notices.slice(start, start + BATCH);
    const created = await tx.notice.createManyAndReturn({
      data: batch.map(({ escalationIds: _, ...notice }) => notice),
      skipDuplicates: true,
      select: { id: true, kind: true, means: true, idempotencyKey: true },
    });
    await linkSteps(tx, batch, created);
    await queueNotices(jobs, created, fromPrisma(tx));
    count += created.length;
  }
  return count;
}

async function linkSteps(tx: Tx, notices: readonly NewNotice[], created: Created[]): Promise<void> {
  const steps = new Map(notices.map(({ idempotencyKey, escalationIds = [] }) => [idempotencyKey, escalationIds]));
  const links = created.flatMap(({ id, idempotencyKey }) =>
    (steps.get(idempotencyKey) ?? []).map((escalationId) => ({ noticeId: id, escalationId })),
  );
  for (let start = 0; start < links.length; start += BATCH)
    await tx.noticeEscalation.createMany({ data: links.slice(start, start + BATCH), skipDuplicates: true });
}

/** Makes the send jobs of notices, each in the queue of its means. The key lets the recovery see that a notice has its job. */
export async function queueNotices(
  jobs: PgBoss,
  notices: readonly Omit<Created, 'idempotencyKey'>[],
  db?: ReturnType<typeof fromPrisma>,
): Promise<void> {
  for (const means of new Set(notices.map((notice) => notice.means))) {
    const mine = notices.filter((notice) => notice.means === means);
    const inserts = mine.map(({ id, kind }): JobInsert<SendNoticeJob> => {
      return { data: { noticeId: id }, singletonKey: id, priority: PRIORITY[kind], ...RETRY };
    });
    await jobs.insert(SEND_QUEUES[means], inserts, db ? { db } : {});
  }
}
