import type { Scanner } from '@/lib/documents/scan-bytes';
import { watchAttachments } from '@/lib/health/watch-attachments';
import { requeueFollowUps } from '@/lib/intake/follow-ups';
import { recogniseReport } from '@/lib/intake/recognise-report';
import { scanReport } from '@/lib/intake/scan-report';
import { errorCode, log } from '@/lib/log';
import { type AttachmentsJob, RECOGNISE_TEXT, SCAN_ATTACHMENTS } from '../definitions';
import { workBatches } from './work-batches';
import type { WorkerContext } from './worker-context';

/** One after the other: a picture may take a processor for a minute. */
const SIZE = { batch: 2, width: 1 };

/** Recognises text and scans attachments, each from a queue of its own, apart from the reading. */
export async function workAttachmentJobs(context: WorkerContext): Promise<void> {
  const { jobs, signal, clock, counts, env } = context;
  const work = (queue: string, run: (reportId: string) => Promise<unknown>) =>
    workBatches<AttachmentsJob>(jobs, queue, {
      signal,
      size: SIZE,
      run: async ({ reportId }) => void (await run(reportId)),
      onFailure: ({ reportId }, error) => {
        counts.failed += 1;
        log().error({ reportId, queue, ...errorCode(error) }, 'what follows a reading failed');
      },
    });
  await work(RECOGNISE_TEXT, (reportId) => recogniseReport(context, reportId, clock()));
  const scanner = scannerOf(env);
  if (scanner) await work(SCAN_ATTACHMENTS, (reportId) => scanReport({ ...context, scanner }, reportId, clock()));
}

/** The scanner that the settings name; undefined: attachments are not scanned. */
function scannerOf({ CLAMD_HOST: host, CLAMD_PORT: port }: WorkerContext['env']): Scanner | undefined {
  return host ? { host, port } : undefined;
}

/** One look for lost jobs, and for programs that attachments wait for. */
export async function followUpOnce(context: WorkerContext): Promise<void> {
  await requeueFollowUps(context);
  await watchAttachments(context.prisma, context.clock());
}
