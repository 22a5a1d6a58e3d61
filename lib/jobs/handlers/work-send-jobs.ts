import { sendNotice } from '@/lib/notify/send-notice';
import { SEND_QUEUES, type SendNoticeJob } from '../definitions';
import { workBatches } from './work-batches';
import type { WorkerContext } from './worker-context';

/** All of a batch at once: a batch waits for its slowest, so that one that hangs holds up few others. */
const SIZE = { batch: 8, width: 8 };

/**
 * Sends notices, each means from a queue of its own: a provider that is slow or down holds up no other. One that a provider does not
 * take stays queued and is tried again; sendNotice has logged and recorded why.
 */
export async function workSendJobs(context: WorkerContext): Promise<void> {
  for (const queue of Object.values(SEND_QUEUES)) await workQueue(context, queue);
}

async function workQueue(context: WorkerContext, queue: string): Promise<void> {
  const { jobs, signal, clock, counts } = context;
  await workBatches<SendNoticeJob>(jobs, queue, {
    signal,
    size: SIZE,
    run: async ({ noticeId }) => {
      const outcome = await sendNotice(context, noticeId, clock());
      if (outcome === 'sent') counts.sent += 1;
      if (outcome === 'not_needed') counts.notNeeded += 1;
    },
    onFailure: () => {
      counts.failed += 1;
    },
  });
}
