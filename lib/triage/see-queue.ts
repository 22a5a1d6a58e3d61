import type { Db } from '@/lib/db/client';
import { type Queue, type QueueRow, queueQuery } from '@/lib/db/queue-query';
import type { QueueFilter } from '@/lib/domain/queue-order';
import type { Actor } from './act-on-report';

export type QueueView = { filter: QueueFilter; limit: number; offset?: number; search?: string };

/** `now` is the server's clock, because a browser's may be wrong. */
export type SeenQueue = Omit<Queue, 'rows'> & { rows: (Omit<QueueRow, 'urgencyReasons'> & { rules: string[] })[]; now: Date };

/**
 * The queue as a member of staff sees it. The passages that made an urgency are quotes from a report: they are shown where the
 * report is opened, because that look is in its log.
 */
export async function seeQueue({ prisma }: { prisma: Db }, staff: Actor, view: QueueView, now: Date): Promise<SeenQueue> {
  const { rows, ...rest } = await queueQuery(prisma, { ...view, municipalityId: staff.municipality.id, staffId: staff.staffId, now });
  return {
    ...rest,
    now,
    rows: rows.map(({ urgencyReasons, ...row }) => ({ ...row, rules: [...new Set(urgencyReasons.map(({ rule }) => rule))] })),
  };
}
