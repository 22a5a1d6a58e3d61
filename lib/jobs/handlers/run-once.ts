import { sweep } from '@/lib/deadlines/sweep';
import { errorCode, log } from '@/lib/log';
import { sendDueDigests } from '@/lib/notify/digest';
import { passOnStuckNotices } from '@/lib/notify/pass-on-stuck-notices';
import { sendNotice } from '@/lib/notify/send-notice';
import type { ReadReport } from './work-read-jobs';
import type { WorkerContext } from './worker-context';

/**
 * One pass of everything that is due at the context's clock: reading, steps, digests, sending. It goes by the tables, not by the
 * jobs; a job that a pass has overtaken finds nothing to do. For tests that move time, and safe beside a running worker.
 */
export async function runOnce(context: WorkerContext, readReport: ReadReport): Promise<WorkerContext['counts']> {
  const { prisma, clock, counts } = context;
  const unread = await prisma.report.findMany({ where: { readStatus: 'pending' }, select: { id: true }, orderBy: { storedAt: 'asc' } });
  for (const { id } of unread) {
    await attempt(context, { reportId: id }, async () => {
      counts[await readReport(context, id, clock())] += 1;
    });
  }
  const { fired, late, requeued, failed } = await sweep(context, clock());
  Object.assign(counts, { fired, late, requeued, failed: counts.failed + failed });
  counts.digests = await sendDueDigests(context, clock());
  await sendUnsent(context);
  counts.passedOn = await passOnStuckNotices(context, clock());
  if (counts.passedOn > 0) await sendUnsent(context);
  return counts;
}

async function sendUnsent(context: WorkerContext): Promise<void> {
  const { prisma, clock, counts } = context;
  const unsent = await prisma.notice.findMany({
    where: { status: { in: ['queued', 'sending'] } },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
  });
  for (const { id } of unsent) {
    await attempt(context, { noticeId: id }, async () => {
      const outcome = await sendNotice(context, id, clock());
      if (outcome === 'sent') counts.sent += 1;
      if (outcome === 'not_needed') counts.notNeeded += 1;
    });
  }
}

async function attempt({ counts }: WorkerContext, what: Record<string, string>, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    counts.failed += 1;
    log().error({ ...what, ...errorCode(error) }, 'failed');
  }
}
