import { readFile } from 'node:fs/promises';
import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import { type Door, receiveReport } from '@/lib/intake/receive-report';
import { findMailFiles } from './find-mail-files';
import { incomingMail } from './incoming-mail';
import { listMailMunicipalities, type MunicipalityForMail } from './list-mail-municipalities';
import { readMbox } from './mbox';
import { recipientMarks, routeRecipients } from './route-recipient';

export type ImportMailDeps = {
  door: Door;
  prisma: Db;
  /** Reads a stored report at once; resolves to how that went. */
  read(reportId: string): Promise<'read' | 'unreadable'>;
};

export type ImportMailOptions = {
  /** Id or slug of the municipality whose mail it is; without it the mail's own addresses decide. */
  municipality?: string;
  now: Date;
};

type ImportedMail = {
  file: string;
  report: string;
  receipt: string;
  status: 'stored' | 'already-stored';
  read: 'read' | 'unreadable';
};

/** One line for each message; `error` is a code for a file or message that was not stored, `skipped` a file that is no mail. */
export type ImportMailResult = ImportedMail | { file: string; error: string } | { file: string; skipped: 'not-a-mail' };

export type ImportMailCounts = { stored: number; alreadyStored: number; unreadable: number; failed: number; skipped: number };

/**
 * Puts mails from files through the one door, each with the time of its topmost Received field, so that mail recovered after
 * an incident starts its clock when it first arrived. Takes single messages, folders with all below them (Maildir too) and
 * mbox files, whose messages are named "path#1", "path#2" … A message that cannot be stored does not stop the others; running
 * the import again stores nothing twice.
 * @throws MottakError unknown-municipality
 */
export async function importMail(
  deps: ImportMailDeps,
  paths: readonly string[],
  options: ImportMailOptions,
  onResult: (result: ImportMailResult) => void,
): Promise<ImportMailCounts> {
  const municipalities = await listMailMunicipalities(deps.prisma);
  const chosen = options.municipality
    ? municipalities.find(({ id, slug }) => id === options.municipality || slug === options.municipality)
    : undefined;
  if (municipalities.length === 0 || (options.municipality && !chosen)) throw new MottakError('unknown-municipality');
  const counts: ImportMailCounts = { stored: 0, alreadyStored: 0, unreadable: 0, failed: 0, skipped: 0 };
  for await (const message of messages(paths)) {
    const result = 'raw' in message ? await importOne(deps, message, municipalities, chosen, options.now) : message;
    count(counts, result);
    onResult(result);
  }
  return counts;
}

type Message = { file: string; raw: Buffer };

async function* messages(paths: readonly string[]): AsyncGenerator<Message | Exclude<ImportMailResult, ImportedMail>> {
  for await (const found of findMailFiles(paths)) {
    if ('error' in found) yield found;
    else if (found.kind === 'other') yield { file: found.file, skipped: 'not-a-mail' };
    else yield* open(found.file, found.kind);
  }
}

async function* open(file: string, kind: 'message' | 'mbox'): AsyncGenerator<Message | { file: string; error: string }> {
  try {
    if (kind === 'message') return yield { file, raw: await readFile(file) };
    let number = 0;
    for await (const raw of readMbox(file)) yield { file: `${file}#${++number}`, raw };
  } catch (error) {
    yield { file, error: codeOf(error) };
  }
}

async function importOne(
  deps: ImportMailDeps,
  { file, raw }: Message,
  municipalities: MunicipalityForMail[],
  chosen: MunicipalityForMail | undefined,
  now: Date,
): Promise<ImportMailResult> {
  try {
    const recipient = chosen ? { municipalityId: chosen.id, ...recipientMarks(raw, chosen) } : routeRecipients(raw, [], municipalities)[0];
    if (!recipient) throw new MottakError('unknown-municipality');
    const incoming = incomingMail({ ...recipient, raw, route: { kind: 'import' }, envelope: { protocol: 'import' } }, now);
    const receipt = await receiveReport(deps.door, incoming, now);
    // The report is stored whatever comes of reading it now: the worker has its own job for that.
    const read = await deps.read(receipt.reportId).catch(() => 'unreadable' as const);
    return { file, report: receipt.ref, receipt: receipt.receiptCode, status: receipt.status, read };
  } catch (error) {
    return { file, error: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? 'unreadable';
}

function count(counts: ImportMailCounts, result: ImportMailResult): void {
  if ('error' in result) counts.failed += 1;
  else if ('skipped' in result) counts.skipped += 1;
  else {
    counts[result.status === 'stored' ? 'stored' : 'alreadyStored'] += 1;
    if (result.read === 'unreadable') counts.unreadable += 1;
  }
}
