import { addMilliseconds, addMinutes, max } from 'date-fns';
import type { Db } from '@/lib/db/client';

const EVERY_MINUTES = 60;

/** What was found is looked at again soon: an alarm whose cause is gone must not stand for an hour. */
const AGAIN_MINUTES = 5;

/** A worker that has just begun is still sending what waited while it was away; until then that is no finding. */
const SETTLE_MINUTES = 3;

/** Beyond its budget a run may still end its last batch; one that takes longer than that was cut off. */
const GRACE_MS = 5 * 60_000;

/**
 * Whether it is time for the next run of all municipalities, and none is running.
 * @param workerSince when this worker began
 */
export async function isAuditDue(prisma: Db, budgetMs: number, workerSince: Date, now: Date): Promise<boolean> {
  const last = await prisma.auditRun.findFirst({ where: { municipalityId: null }, orderBy: { startedAt: 'desc' } });
  const earliest = addMinutes(workerSince, SETTLE_MINUTES);
  return now >= max([earliest, ...(last ? [after(last, budgetMs)] : [])]);
}

type Run = { startedAt: Date; endedAt: Date | null; findings: number | null };

function after({ startedAt, endedAt, findings }: Run, budgetMs: number): Date {
  if (!endedAt) return addMilliseconds(startedAt, budgetMs + GRACE_MS);
  return addMinutes(startedAt, findings ? AGAIN_MINUTES : EVERY_MINUTES);
}
