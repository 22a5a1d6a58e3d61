import { Resolver } from 'node:dns/promises';
import type { Scanner } from '@/lib/documents/scan-bytes';
import { watchAttachments } from '@/lib/health/watch-attachments';
import { checkReportSender } from '@/lib/intake/check-report-sender';
import { requeueFollowUps } from '@/lib/intake/follow-ups';
import { recogniseReport } from '@/lib/intake/recognise-report';
import { scanReport } from '@/lib/intake/scan-report';
import { errorCode, log } from '@/lib/log';
import { CHECK_SENDER, type FollowUpJob, RECOGNISE_TEXT, SCAN_ATTACHMENTS } from '../definitions';
import { workBatches } from './work-batches';
import type { WorkerContext } from './worker-context';

/** One after the other: a picture may take a processor for a minute. */
const SIZE = { batch: 2, width: 1 };
/** Looking up is waiting for name servers. */
const LOOK_UPS = { batch: 20, width: 5 };
/** A name server has so long, twice. */
const NAME_SERVER = { timeout: 3000, tries: 2 };

/** Recognises text, scans attachments and looks up senders, each from a queue of its own, apart from the reading. */
export async function workFollowUps(context: WorkerContext): Promise<void> {
  const { jobs, signal, clock, counts, env } = context;
  const work = (queue: string, run: (reportId: string) => Promise<unknown>, size = SIZE) =>
    workBatches<FollowUpJob>(jobs, queue, {
      signal,
      size,
      run: async ({ reportId }) => void (await run(reportId)),
      onFailure: ({ reportId }, error) => {
        counts.failed += 1;
        log().error({ reportId, queue, ...errorCode(error) }, 'what follows a reading failed');
      },
    });
  await work(RECOGNISE_TEXT, (reportId) => recogniseReport(context, reportId, clock()));
  const names = new Resolver(NAME_SERVER);
  const resolve = (name: string, type: string) => names.resolve(name, type) as Promise<string[]>;
  await work(CHECK_SENDER, (reportId) => checkReportSender({ ...context, resolve }, reportId, clock()), LOOK_UPS);
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
