import type { Db } from '@/lib/db/client';
import { errorCode, log } from '@/lib/log';
import { READ_REPORT, type ReadReportJob } from '../definitions';
import { workBatches } from './work-batches';
import type { WorkerContext } from './worker-context';

export type ReadReport = (
  deps: { prisma: Db; notifyChange(id: string): void },
  reportId: string,
  now: Date,
) => Promise<'read' | 'unreadable'>;

/** Reads what has arrived, as soon as it has. */
export async function workReadJobs(context: WorkerContext, readReport: ReadReport): Promise<void> {
  const { jobs, signal, clock, counts } = context;
  await workBatches<ReadReportJob>(jobs, READ_REPORT, {
    signal,
    run: async ({ reportId }) => {
      counts[await readReport(context, reportId, clock())] += 1;
    },
    onFailure: ({ reportId }, error) => {
      counts.failed += 1;
      log().error({ reportId, ...errorCode(error) }, 'a report could not be read');
    },
  });
}
