import { differenceInMinutes } from 'date-fns';
import { z } from 'zod';
import { errorCode, log } from '@/lib/log';
import { AltinnError, concernsToken, mayPass } from './altinn-error';
import type { Box } from './box';
import type { Trouble } from './channel-health';
import { type Cursor, type Pending, writeCursor } from './poll-cursor';
import { retryAt } from './retry-at';
import { settleCorrespondence } from './settle-correspondence';
import { noteUnopened, takeCorrespondence } from './take-correspondence';

/** How long a message may fail before a report says that it lies there, and before it is stored without an attachment. */
const PATIENCE_MINUTES = 15;
/** How often Altinn may take a confirmation without saying that it holds, before we believe it. */
const ENOUGH_CONFIRMATIONS = 10;
/** After so many failures of the line or the server in a row, the poll ends: the next one begins with other messages. */
const FAILURES_IN_A_ROW = 3;
/** How often the cursor is written on the way. What a crash leaves unwritten is done again and found done. */
const WRITE_EVERY = 50;

export type Work = {
  stored: number;
  alreadyStored: number;
  confirmed: number;
  taking: Trouble;
  telling: Trouble /** Ended before it had tried all. */;
  stopped: boolean;
};

type Run = { box: Box; cursor: Cursor; stored: Map<string, boolean>; work: Work; inARow: number };

/**
 * Works through every open message of the cursor: takes it, tells Altinn, strikes it out. One that fails stays for the next poll and
 * goes to the end of the line, so that it never keeps others back.
 */
export async function workThrough(box: Box, channelId: string, cursor: Cursor): Promise<Work> {
  const work: Work = {
    stored: 0,
    alreadyStored: 0,
    confirmed: 0,
    taking: { count: 0, first: null },
    telling: { count: 0, first: null },
    stopped: false,
  };
  const run: Run = { box, cursor, stored: await storedOf(box, channelId, Object.keys(cursor.pending)), work, inARow: 0 };
  for (const [index, [id, pending]] of inLine(run).entries()) {
    if (box.signal?.aborted || work.stopped) break;
    await workOn(run, id, pending, channelId);
    if (index % WRITE_EVERY === WRITE_EVERY - 1) await writeCursor(box.prisma, channelId, cursor);
  }
  if (box.signal?.aborted) work.stopped = true;
  await writeCursor(box.prisma, channelId, cursor);
  return work;
}

/** Those that failed least come first, and what is not stored yet before what only Altinn must be told. */
function inLine({ cursor, stored }: Run): [string, Pending][] {
  return Object.entries(cursor.pending).sort(
    ([idA, a], [idB, b]) => a.tries - b.tries || Number(stored.has(idA)) - Number(stored.has(idB)) || a.since.getTime() - b.since.getTime(),
  );
}

/** Stored messages by id, with whether their sender wants a confirmation. */
async function storedOf(box: Box, channelId: string, ids: string[]): Promise<Map<string, boolean>> {
  const rows = await box.prisma.$queryRaw<{ external_id: string; envelope: unknown }[]>`
    SELECT external_id, envelope FROM arrival WHERE channel_id = ${channelId}::uuid AND external_id = ANY(${ids})`;
  return new Map(rows.map((row) => [row.external_id, z.object({ isConfirmationNeeded: z.literal(true) }).safeParse(row.envelope).success]));
}

async function workOn(run: Run, id: string, pending: Pending, channelId: string): Promise<void> {
  try {
    if (!run.stored.has(id)) await take(run, id, pending);
    await tell(run, id, pending);
    run.inARow = 0;
  } catch (error) {
    if (run.box.signal?.aborted) return;
    pending.tries += 1;
    const trouble = run.stored.has(id) ? run.work.telling : run.work.taking;
    trouble.count += 1;
    trouble.first ??= error;
    log().warn({ event: 'secure-post.message-failed', channelId, correspondenceId: id, stored: run.stored.has(id), ...errorCode(error) });
    if (error instanceof AltinnError) await afterAltinnError(run, id, pending, error);
    // Throws when the database is gone; goes on when only this message cannot be stored.
    else await writeCursor(run.box.prisma, channelId, run.cursor);
  }
}

async function take(run: Run, id: string, pending: Pending): Promise<void> {
  const { receipt, overview } = await takeCorrespondence(run.box, id, pending.since, isPatient(run, pending));
  run.stored.set(id, overview.isConfirmationNeeded);
  if (receipt.status === 'stored') run.work.stored += 1;
  else run.work.alreadyStored += 1;
}

async function tell(run: Run, id: string, pending: Pending): Promise<void> {
  const told = await settleCorrespondence(run.box, id, run.stored.get(id) ?? false);
  if (pending.confirmations === 0) run.work.confirmed += 1;
  pending.confirmations += 1;
  if (told === 'already' || pending.confirmations >= ENOUGH_CONFIRMATIONS) delete run.cursor.pending[id];
}

function isPatient(run: Run, pending: Pending): boolean {
  return differenceInMinutes(run.box.clock(), pending.since) < PATIENCE_MINUTES;
}

async function afterAltinnError(run: Run, id: string, pending: Pending, error: AltinnError): Promise<void> {
  if (error.code === 'rate-limited' || error.retryAfter) run.cursor.waitUntil = retryAt(error, run.box.clock());
  run.inARow = mayPass(error) ? run.inARow + 1 : 0;
  run.work.stopped = run.cursor.waitUntil !== null || concernsToken(error) || run.inARow >= FAILURES_IN_A_ROW;
  if (run.stored.has(id) || mayPass(error) || concernsToken(error) || isPatient(run, pending)) return;
  if (error.code === 'not-found') await strikeOut(run, id, pending, error);
  else if (!pending.noted) {
    await noteUnopened(run.box, id, pending.since, error);
    pending.noted = true;
  }
}

/** Deleted from the box. If that was after Mottak began to watch it, a person must know that a message came and went. */
async function strikeOut(run: Run, id: string, pending: Pending, error: AltinnError): Promise<void> {
  if (pending.found) run.cursor.deletedBefore.push(id);
  else await noteUnopened(run.box, id, pending.since, error);
  delete run.cursor.pending[id];
}
