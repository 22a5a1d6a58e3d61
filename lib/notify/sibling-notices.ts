import { subDays } from 'date-fns';
import type { Tx } from '@/lib/db/client';
import type { Means } from '@/lib/domain/means';
import type { LoadedNotice } from './load-notice';

/** Another notice that tells of the same step, or of the same alarm. */
export type Sibling = {
  id: string;
  recipientId: string | null;
  means: Means;
  status: string;
  lastError: string | null;
  passedOnAt: Date | null;
};

const FIELDS = { id: true, recipientId: true, means: true, status: true, lastError: true, passedOnAt: true } as const;

/**
 * All notices that tell of a notice's steps, itself among them. The steps are locked, so that of two notices that fail at once one
 * sees that the other has gone on. For an alarm: those of the last day that say the same, with the municipality's row as the lock.
 */
export async function findSiblings(tx: Tx, notice: LoadedNotice, now: Date): Promise<Sibling[]> {
  const { municipalityId, kind, about, body } = notice;
  const steps = about.map(({ escalationId }) => escalationId);
  if (steps.length > 0) {
    await tx.$queryRaw`SELECT 1 FROM escalation WHERE id = ANY(${steps}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
    return tx.notice.findMany({ where: { escalations: { some: { escalationId: { in: steps } } } }, select: FIELDS });
  }
  await tx.$queryRaw`SELECT 1 FROM municipality WHERE id = ${municipalityId}::uuid FOR NO KEY UPDATE`;
  const where = { municipalityId, kind, createdAt: { gt: subDays(now, 1) }, ...(body === null ? {} : { body: { equals: body } }) };
  return tx.notice.findMany({ where, select: FIELDS });
}
