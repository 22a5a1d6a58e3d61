import type { PgBoss } from 'pg-boss';
import type { Db } from '@/lib/db/client';
import { loadMappings } from '@/lib/db/field-mappings';
import type { Arrival, Report } from '@/lib/db/generated/client';
import { MottakError } from '@/lib/domain/errors';
import type { ChannelKind, ReadResult } from '@/lib/domain/report';
import { errorCode, log } from '@/lib/log';
import { queueFollowUps } from './follow-ups';
import { nothingRead, type ReadableArrival, type ReaderEntry, readArrival } from './read-arrival';
import { READERS } from './readers';
import { storeReading } from './store-reading';

/** Reads an arrival, never throwing for what is in it. */
type Read = (kind: ChannelKind, arrival: ReadableArrival) => Promise<ReadResult>;

export type ReadDeps = {
  prisma: Db;
  notifyChange(municipalityId: string): void;
  readers?: readonly ReaderEntry[];
  /** Reads in this way instead of in this process; the worker's way has bounds of time and memory. */
  read?: Read;
  /** Where the jobs for what follows the reading go; without it they are made when somebody looks for lost jobs. */
  jobs?: PgBoss;
  /** Attachments are to be scanned for viruses. */
  scans?: boolean;
};

/**
 * Reads a stored arrival and completes its queue item: text, notifier, children, attachments, urgency with its reasons, suggested
 * links. Everything commits together with its audit entry; open browsers are told after the commit.
 *
 * Again on a report that was read it changes nothing. An arrival on which a reader breaks is unreadable and acute (promise 2).
 * @throws MottakError not-found; the database's own error when nothing could be stored, so that the job runs again
 */
export async function readReport(deps: ReadDeps, reportId: string, now: Date): Promise<'read' | 'unreadable'> {
  const { prisma, notifyChange, jobs } = deps;
  const report = await prisma.report.findUnique({ where: { id: reportId } });
  if (!report) throw new MottakError('not-found');
  const status = report.readStatus === 'pending' ? await readAndStore(deps, report, now) : report.readStatus;
  // A job that could not be made now is made when somebody looks for lost ones.
  if (jobs) await queueFollowUps({ prisma, jobs }, reportId).catch(() => undefined);
  // Also for a report that was read before: the process may have died between the commit and the telling.
  notifyChange(report.municipalityId);
  return status;
}

async function readAndStore(deps: ReadDeps, report: Report, now: Date): Promise<'read' | 'unreadable'> {
  const { prisma, scans = false } = deps;
  const arrival = await prisma.arrival.findUniqueOrThrow({ where: { id: report.arrivalId } });
  const result = await readSafely(deps, report, arrival);
  try {
    return await storeReading(prisma, report.id, { result, scans }, now);
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    // What a reader gave and the database does not take must not keep the report unread for ever.
    log().error({ ...errorCode(error), reportId: report.id }, 'the reading of a report could not be stored');
    return storeReading(prisma, report.id, { result: nothingRead(['reader-failed']), scans }, now);
  }
}

async function readSafely(deps: ReadDeps, report: Report, { raw, mediaType, envelope }: Arrival): Promise<ReadResult> {
  const { prisma, readers = READERS } = deps;
  const read: Read = deps.read ?? ((kind, arrival) => readArrival(readers, kind, arrival));
  try {
    const mappings = await loadMappings(prisma, report.municipalityId);
    return await read(report.channelKind, { raw, mediaType, envelope: (envelope ?? {}) as Record<string, unknown>, mappings });
  } catch (error) {
    log().error({ ...errorCode(error), reportId: report.id }, 'a reader failed');
    return nothingRead(['reader-failed']);
  }
}

/** Prisma's codes for values that a column cannot hold, and its refusal of a value of the wrong shape; all else is the database failing. */
const REFUSED = new Set(['P2000', 'P2005', 'P2006', 'P2007', 'P2011', 'P2019', 'P2020', 'P2023', 'P2033']);

function isRefusedData(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'PrismaClientValidationError' || REFUSED.has(String((error as { code?: unknown }).code));
}
