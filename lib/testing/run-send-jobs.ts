import { SEND_QUEUES, type SendNoticeJob } from '@/lib/jobs/definitions';
import { type SendDeps, type SendOutcome, sendNotice } from '@/lib/notify/send-notice';

/** Runs the send jobs that wait, as the worker would at `now`, each once; a failed one stays for the next call. */
export async function runSendJobs(deps: SendDeps, now: Date): Promise<(SendOutcome | 'failed')[]> {
  const outcomes: (SendOutcome | 'failed')[] = [];
  const batches = [];
  for (const queue of Object.values(SEND_QUEUES))
    batches.push({ queue, jobs: await deps.jobs.fetch<SendNoticeJob>(queue, { batchSize: 1000, ignoreStartAfter: true }) });
  for (const { queue, jobs } of batches) {
    for (const job of jobs) {
      const outcome = await sendNotice(deps, job.data.noticeId, now).catch(() => 'failed' as const);
      outcomes.push(outcome);
      if (outcome === 'failed') await deps.jobs.fail(queue, job.id);
      else await deps.jobs.complete(queue, job.id);
    }
  }
  return outcomes;
}
