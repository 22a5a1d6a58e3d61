import { MottakError } from '@/lib/domain/errors';
import { COUNTRY_TIME_ZONE } from '@/lib/domain/local-time';
import { errorCode, log } from '@/lib/log';
import { AltinnError } from './altinn-error';
import { type Box, channelOf } from './box';
import { CUT_LIST, EMPTY_BOX, inWords, recordHealth, sentence } from './channel-health';
import { type Listing, listBox } from './list-box';
import { type Cursor, readCursor, writeCursor } from './poll-cursor';
import { accessOf, type BoxAccess, recordAccess, unseenWords } from './record-access';
import { retryAt } from './retry-at';
import { noteId } from './take-correspondence';
import { withChannelLock } from './with-channel-lock';
import { type Work, workThrough } from './work-through';

/** Counts of one poll. `confirmed`: messages that Altinn was told of for the first time. `failed`: messages to try again. */
export type PollResult = { listed: number; stored: number; alreadyStored: number; confirmed: number; failed: number };

const NOTHING: PollResult = { listed: 0, stored: 0, alreadyStored: 0, confirmed: 0, failed: 0 };

/**
 * Takes what is new in a secure-post box: lists it, writes down which messages are open, and for each one fetches, commits, and only
 * then confirms and marks as read. A message stays written down until it is stored and Altinn says that it knows, so a crash at any
 * point is made good by the next poll. Two polls of one box never run at once.
 * Altinn's failures are told in Channel.lastError, not thrown.
 * @throws MottakError unknown-channel; storage-unavailable, or the database's own error, when the database is gone
 */
export async function pollCorrespondence(box: Box): Promise<PollResult> {
  const { kind, name } = channelOf(box);
  const where = { municipalityId_kind_name: { municipalityId: box.municipalityId, kind, name } };
  const found = await box.prisma.channel.findUnique({ where, select: { id: true } });
  if (!found) throw new MottakError('unknown-channel');
  const result = await withChannelLock(box.door.pool, found.id, async (lost) => {
    const signal = box.signal ? AbortSignal.any([box.signal, lost]) : lost;
    return pollBox({ ...box, signal }, found.id);
  });
  return result ?? NOTHING;
}

async function pollBox(box: Box, channelId: string): Promise<PollResult> {
  const channel = await box.prisma.channel.findUniqueOrThrow({ where: { id: channelId }, select: { cursor: true } });
  const cursor = readCursor(channel.cursor);
  const now = box.clock();
  if (cursor.waitUntil && cursor.waitUntil > now) return NOTHING;
  const listing = await list(box, channelId, cursor, now);
  if (!listing) return NOTHING;
  const known = await storedIds(box, channelId, listing.ids);
  openNew(cursor, listing, known, now);
  // Before anything is fetched: from here on a crash forgets none of them.
  await writeCursor(box.prisma, channelId, cursor);
  const seen = await recordAccess(box, channelId, cursor.empty ? 'empty' : 'visible', now);
  const work = await workThrough(box, channelId, cursor);
  await finish(box, channelId, { listing, work, seen, now });
  const alreadyStored = listing.ids.filter((id) => known.has(id)).length + work.alreadyStored;
  return {
    listed: listing.ids.length,
    stored: work.stored,
    alreadyStored,
    confirmed: work.confirmed,
    failed: work.taking.count + work.telling.count,
  };
}

async function list(box: Box, channelId: string, cursor: Cursor, now: Date): Promise<Listing | null> {
  try {
    return await listBox(box.client, box.resourceId, cursor, now, box.signal);
  } catch (error) {
    if (!(error instanceof AltinnError)) throw error;
    if (box.signal?.aborted) return null;
    log().warn({ event: 'secure-post.list-failed', channelId, ...errorCode(error) });
    if (error.code === 'rate-limited' || error.retryAfter)
      await writeCursor(box.prisma, channelId, { ...cursor, waitUntil: retryAt(error, now) });
    const access = accessOf(error);
    const seen = access ? await recordAccess(box, channelId, access, now) : null;
    const countdown = seen ? ` ${unseenWords(seen, zoneOf(box), now)}` : '';
    await recordHealth(box, channelId, now, false, `The box could not be listed: ${inWords(error)}.${countdown}`);
    return null;
  }
}

/** Which of the listed messages are stored, or are known to have gone before they could be. */
async function storedIds(box: Box, channelId: string, ids: string[]): Promise<Set<string>> {
  const names = ids.flatMap((id) => [id, noteId(id, 'gone')]);
  const rows = await box.prisma.$queryRaw<{ external_id: string }[]>`
    SELECT external_id FROM arrival WHERE channel_id = ${channelId}::uuid AND external_id = ANY(${names})`;
  return new Set(rows.map((row) => row.external_id.replace(/#gone$/, '')));
}

/** Writes the new messages into the cursor. Where the cursor is new or was lost, Altinn is told again of the stored ones too. */
function openNew(cursor: Cursor, listing: Listing, known: Set<string>, now: Date): void {
  const first = cursor.listedUntil === null;
  const done = new Set([...(first ? [] : known), ...cursor.deletedBefore]);
  for (const id of listing.ids) {
    if (!done.has(id)) cursor.pending[id] ??= { since: now, tries: 0, found: first, confirmations: 0, noted: false };
  }
  cursor.listedUntil = now;
  cursor.waitUntil = null;
  if (listing.whole) cursor.wholeListedAt = now;
  cursor.empty = listing.ids.length === 0 && (listing.whole || cursor.empty);
}

async function finish(
  box: Box,
  channelId: string,
  { listing, work, seen, now }: { listing: Listing; work: Work; seen: BoxAccess; now: Date },
): Promise<void> {
  const unseen = seen.access === 'empty' && `${EMPTY_BOX} ${unseenWords(seen, zoneOf(box), now)}`;
  const notes = [sentence(work.taking, work.telling), listing.cut && CUT_LIST, unseen].filter(Boolean);
  const tookAll = work.taking.count === 0 && !work.stopped && !listing.cut;
  // A poll that was told to stop knows nothing of the rest: it leaves the channel's health as it was.
  if (!work.stopped || notes.length > 0) await recordHealth(box, channelId, now, tookAll, notes.join(' ') || null);
  if (work.stored > 0 || notes.length > 0) box.door.notifyChange(box.municipalityId);
  log().info({
    event: 'secure-post.polled',
    channelId,
    listed: listing.ids.length,
    stored: work.stored,
    confirmed: work.confirmed,
    failed: notes.length,
  });
}

function zoneOf({ timeZone }: Box): string {
  return timeZone ?? COUNTRY_TIME_ZONE.no;
}
