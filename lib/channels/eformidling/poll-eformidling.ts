import { addSeconds, subMinutes } from 'date-fns';
import { MottakError } from '@/lib/domain/errors';
import { localDay, localTimeOfDay } from '@/lib/domain/local-time';
import { errorCode, log } from '@/lib/log';
import { withChannelLock } from '../secure-post/with-channel-lock';
import { EFM_CHANNEL, type EfmBox } from './efm-box';
import type { Peeked } from './efm-client';
import { type EfmCursor, readEfmCursor, writeEfmCursor } from './efm-cursor';
import { EfmError, inWords, mayPass } from './efm-error';
import { noteMessage, takeMessage } from './take-message';

/** Counts of one poll. `failed`: messages, and receipts, to try again. */
export type EfmPollResult = { stored: number; alreadyStored: number; removed: number; receipts: number; failed: number };
type Poll = { box: EfmBox; channelId: string; cursor: EfmCursor; result: EfmPollResult; first: unknown };

const NOTHING: EfmPollResult = { stored: 0, alreadyStored: 0, removed: 0, receipts: 0, failed: 0 };
/** One poll ends somewhere even where messages come faster than they are taken. */
const MOST = 1000;
/** After so many polls that failed on it a message is told of, and still tried. */
const PATIENCE = 3;
const WAIT_SECONDS = 60;
/** Locks last five minutes unless the integrasjonspunkt is set up otherwise. */
const VANISHED_MINUTES = 30;

/**
 * Takes what waits at the integrasjonspunkt: for each message peek (which locks it), pop, commit, and only then DELETE, which is the
 * acknowledgement; then the receipt, which stays written down until it is sent. A message whose lock expires comes again and is the
 * same report. One that fails stays locked for some minutes and holds up none behind it.
 * Failures of the integrasjonspunkt are told in Channel.lastError, not thrown.
 * @throws MottakError unknown-channel; storage-unavailable, or the database's own error, when the database is gone
 */
export async function pollEformidling(box: EfmBox): Promise<EfmPollResult> {
  const where = { municipalityId_kind_name: { municipalityId: box.municipalityId, ...EFM_CHANNEL } };
  const found = await box.prisma.channel.findUnique({ where, select: { id: true } });
  if (!found) throw new MottakError('unknown-channel');
  const result = await withChannelLock(box.door.pool, found.id, async (lost) => {
    const signal = box.signal ? AbortSignal.any([box.signal, lost]) : lost;
    return pollLocked({ ...box, signal }, found.id);
  });
  return result ?? NOTHING;
}

async function pollLocked(box: EfmBox, channelId: string): Promise<EfmPollResult> {
  const { cursor: stored } = await box.prisma.channel.findUniqueOrThrow({ where: { id: channelId }, select: { cursor: true } });
  const poll: Poll = { box, channelId, cursor: readEfmCursor(stored), result: { ...NOTHING }, first: undefined };
  const { cursor } = poll;
  if (cursor.waitUntil && cursor.waitUntil > box.clock()) return NOTHING;
  cursor.waitUntil = null;
  try {
    await takeAll(poll);
    forgetVanished(poll);
    await sendReceipts(poll);
    await recordHealth(poll, await lockedElsewhere(poll));
  } catch (error) {
    if (!(error instanceof EfmError)) throw error;
    if (box.signal?.aborted) return poll.result;
    log().warn({ event: 'eformidling.poll-failed', channelId, ...errorCode(error) });
    if (error.code === 'rate-limited') cursor.waitUntil = addSeconds(box.clock(), error.retryAfter ?? WAIT_SECONDS);
    await recordHealth(poll, `It could not be read: ${inWords(error)}.`);
  }
  await writeEfmCursor(box.prisma, channelId, cursor);
  if (poll.result.stored > 0) box.door.notifyChange(box.municipalityId);
  return poll.result;
}

async function takeAll(poll: Poll): Promise<void> {
  const seen = new Set<string>();
  while (seen.size < MOST && !poll.box.signal?.aborted) {
    const peeked = await poll.box.client.peek(poll.box.signal);
    // A message that comes twice in one poll has lost its lock: the next poll takes it up again.
    if (!peeked || seen.has(peeked.sbd.messageId)) return;
    seen.add(peeked.sbd.messageId);
    await takeOne(poll, peeked);
  }
}

async function takeOne(poll: Poll, peeked: Peeked): Promise<void> {
  const { box, cursor, result } = poll;
  const { messageId, sender, conversationId, type } = peeked.sbd;
  try {
    const { ref, status } = await takeMessage(box, peeked);
    result[status === 'stored' ? 'stored' : 'alreadyStored'] += 1;
    delete cursor.failing[messageId];
    if (type === 'arkivmelding' && sender) cursor.receipts[messageId] = { sender, ref, ...(conversationId ? { conversationId } : {}) };
  } catch (error) {
    if (isOfEveryMessage(error)) throw error;
    return failOn(poll, peeked, error);
  }
  // Before it is removed there: afterwards only this says that a receipt is owed.
  await writeEfmCursor(box.prisma, poll.channelId, cursor);
  try {
    await box.client.remove(messageId, box.signal);
  } catch (error) {
    if (isOfEveryMessage(error)) throw error;
    if ((error as EfmError).code !== 'not-found') return void countFailure(poll, peeked, error, true);
  }
  result.removed += 1;
}

/** The database, or the whole integrasjonspunkt: the next message would fail in the same way. */
function isOfEveryMessage(error: unknown): boolean {
  return !(error instanceof EfmError) || ['no-access', 'rate-limited', 'unreachable'].includes(error.code);
}

function countFailure(poll: Poll, { sbd }: Peeked, error: unknown, stored: boolean): number {
  const { box, cursor, result } = poll;
  const tries = (cursor.failing[sbd.messageId]?.tries ?? 0) + 1;
  cursor.failing[sbd.messageId] = { tries, seenAt: box.clock(), stored, expiresAt: sbd.expiresAt ?? null };
  result.failed += 1;
  poll.first ??= error;
  log().warn({ event: 'eformidling.message-failed', channelId: poll.channelId, stored, ...errorCode(error) });
  return tries;
}

async function failOn(poll: Poll, peeked: Peeked, error: unknown): Promise<void> {
  const tries = countFailure(poll, peeked, error, false);
  if (mayPass(error) && tries < PATIENCE) return;
  const isGone = error instanceof EfmError && error.code === 'not-found';
  const { status } = await noteMessage(poll.box, peeked, isGone ? 'message-gone' : 'message-not-opened');
  if (status === 'stored') poll.result.stored += 1;
}

/** A message that failed and is not listed again after its lock has expired is gone; its report says that it was there. */
function forgetVanished({ box, cursor }: Poll): void {
  const since = subMinutes(box.clock(), VANISHED_MINUTES);
  for (const [id, { seenAt }] of Object.entries(cursor.failing)) if (seenAt < since) delete cursor.failing[id];
}

async function sendReceipts(poll: Poll): Promise<void> {
  const { box, cursor, result } = poll;
  for (const [messageId, { ref, ...to }] of Object.entries(cursor.receipts)) {
    if (box.signal?.aborted) return;
    // A receipt is for what was removed there.
    if (cursor.failing[messageId]) continue;
    try {
      await box.client.sendReceipt({ messageId, sender: to.sender, conversationId: to.conversationId }, ref, box.signal);
      delete cursor.receipts[messageId];
      result.receipts += 1;
      await writeEfmCursor(box.prisma, poll.channelId, cursor);
    } catch (error) {
      if (!(error instanceof EfmError)) throw error;
      result.failed += 1;
      poll.first ??= error;
    }
  }
}

/** What lies there though everything that could be had was taken: another program may read the same box, and take reports away. */
async function lockedElsewhere({ box, cursor }: Poll): Promise<string | null> {
  const waiting = (await box.client.waiting(box.signal).catch(() => null)) ?? 0;
  const unknown = waiting - Object.keys(cursor.failing).length;
  return unknown > 0 ? `${messages(unknown)} there cannot be had: does another program read this integrasjonspunkt?` : null;
}

async function recordHealth({ box, channelId, cursor, first }: Poll, note: string | null): Promise<void> {
  const now = box.clock();
  const failing = Object.values(cursor.failing).filter(({ stored }) => !stored);
  const told = Object.keys(cursor.receipts).length;
  const words = [
    failing.length > 0 && `${messages(failing.length)} could not be taken: ${inWords(first)}.${expiry(box, failing)}`,
    told > 0 && `${messages(told)} stored, but the sender is not told yet: ${inWords(first)}.`,
    note,
  ].filter(Boolean);
  const data =
    words.length > 0 ? { lastError: words.join(' '), lastErrorAt: now } : { lastCheckedAt: now, lastError: null, lastErrorAt: null };
  await box.prisma.channel.update({ where: { id: channelId }, data, select: { id: true } });
}

/** A countdown: from then on the sender's side calls the first of them undeliverable (LEVETID_UTLOPT). */
function expiry({ timeZone }: EfmBox, failing: { expiresAt: Date | null }[]): string {
  const [first] = failing.flatMap(({ expiresAt }) => expiresAt ?? []).sort((a, b) => a.getTime() - b.getTime());
  return first ? ` The sender gives the first up at ${localTimeOfDay(first, timeZone)} on ${localDay(first, timeZone)}.` : '';
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}
