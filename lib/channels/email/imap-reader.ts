import type { ImapFlow } from 'imapflow';
import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { MailboxProblem } from '@/lib/domain/mailbox-problem';
import { type Door, receiveReport } from '@/lib/intake/receive-report';
import { errorCode, log } from '@/lib/log';
import { incomingMail } from './incoming-mail';
import { listMailMunicipalities, type MunicipalityForMail } from './list-mail-municipalities';
import { type MailboxAccount, mailboxName } from './mailbox-account';
import { connectMailbox, findFolder, openFolder, within } from './mailbox-connection';
import { MailboxError } from './mailbox-error';
import { advancePlace, countNeverStored, type FolderKey, loadPlace, type Place } from './mailbox-place';
import { notePoll, noteProblem } from './note-poll';
import { recipientMarks } from './route-recipient';
import { takeProbe } from './take-probe';

export type MailboxSource = {
  door: Door;
  prisma: Db;
  clock: Clock;
  municipalityId: string;
  account: MailboxAccount;
  /** A path, or a use such as "\\Junk". */
  folder: string;
  /** Where mails go after they are stored; without it they stay and are marked as seen. */
  doneFolder?: string;
};

export type PollOptions = {
  /** How long one command may take; fetching one mail may take ten times as long. Milliseconds. */
  timeoutMs?: number;
};

/**
 * `failed` counts mails that are not stored, or stored but not marked: the next poll takes them again. `slipped` counts those that
 * the server listed and that were gone before they were fetched.
 */
export type PollResult = { seen: number; stored: number; alreadyStored: number; failed: number; slipped: number };

export const TIMEOUT_MS = 60_000;
const FETCH_FACTOR = 10;
/** By its use (RFC 6154), whatever the server calls it. */
export const JUNK = '\\Junk';
/** After so many in a row nothing is stored at all, and trying the rest only takes time. */
const GIVE_UP_AFTER = 3;

/**
 * Takes all mails of a folder that it has not taken before, whatever their flags and age, and stores each through the one
 * door; only then the mail is marked or moved and the place in the folder noted. A mail that fails does not stop the others
 * and is tried again at the next poll. Several pollers at once, or a crash in between, make no report twice.
 *
 * The channel's row tells when the folder was last read to its end, or in plain words why not.
 * @throws MailboxError when the mailbox cannot be read; Error when the database cannot be reached
 */
export async function pollMailbox(source: MailboxSource, options: PollOptions = {}): Promise<PollResult> {
  let client: ImapFlow | undefined;
  try {
    client = await connectMailbox(source.account, options.timeoutMs ?? TIMEOUT_MS);
    return await pollFolder(client, source, options);
  } catch (error) {
    if (!client) await noteFailure(source, error);
    throw error;
  } finally {
    await close(client);
  }
}

/** One poll over a connection that is open already. Throws as `pollMailbox` does. */
export async function pollFolder(client: ImapFlow, source: MailboxSource, options: PollOptions = {}): Promise<PollResult> {
  try {
    const poll = await startPoll(client, source, options.timeoutMs ?? TIMEOUT_MS);
    // A mailbox without a folder of that use, such as one for junk, is in order.
    if (!poll) return NOTHING;
    const result = await takeAll(poll);
    await endPoll(poll, result);
    return result;
  } catch (error) {
    await noteFailure(source, error);
    throw error;
  }
}

/** Writes down why a mailbox cannot be read; without a database nobody can. */
export async function noteFailure(source: MailboxSource, error: unknown): Promise<void> {
  log().warn({ part: 'imap', municipalityId: source.municipalityId, ...errorCode(error) }, 'mailbox not read');
  const problem = error instanceof MailboxError ? error.code : 'mailbox-database';
  await noteProblem(source.prisma, keyOf(source), problem, source.clock()).catch(() => undefined);
}

const NOTHING: PollResult = { seen: 0, stored: 0, alreadyStored: 0, failed: 0, slipped: 0 };

function keyOf({ municipalityId, account, folder }: MailboxSource): FolderKey {
  return { municipalityId, mailbox: mailboxName(account), folder };
}

type Poll = {
  client: ImapFlow;
  source: MailboxSource;
  municipality: MunicipalityForMail | undefined;
  timeoutMs: number;
  path: string;
  mayMark: boolean;
  place: Place;
  uids: number[];
  /** UIDs that the server has given since the last poll and under which nothing lies any more. */
  missing: number[];
  notice: MailboxProblem | null;
};

/** Null: the mailbox has no folder of that use. */
async function startPoll(client: ImapFlow, source: MailboxSource, timeoutMs: number): Promise<Poll | null> {
  const { prisma, municipalityId, folder, doneFolder } = source;
  if (doneFolder) await within(client, timeoutMs, client.mailboxCreate(doneFolder)).catch(() => undefined);
  const path = await findFolder(client, folder, timeoutMs);
  if (path === null) return null;
  const mailbox = await openFolder(client, path, timeoutMs);
  const municipality = (await listMailMunicipalities(prisma)).find(({ id }) => id === municipalityId);
  const place = await loadPlace(prisma, keyOf(source), String(mailbox.uidValidity));
  const found = await within(client, timeoutMs, client.search({ uid: `${place.lastUid + 1}:*` }, { uid: true }));
  if (!Array.isArray(found)) throw new MailboxError('mailbox-silent', folder);
  // "n:*" names the last message also when its UID is below n.
  const fresh = found.filter((uid) => uid > place.lastUid).sort((a, b) => a - b);
  const emptied = mailbox.exists === 0 && (place.onServer ?? 0) > 0 && !doneFolder;
  return {
    client,
    source,
    municipality,
    timeoutMs,
    path,
    mayMark: !mailbox.readOnly,
    place,
    uids: [...fresh, ...place.failed],
    missing: missingUids(place, fresh, mailbox.uidNext),
    notice: place.anew ? 'folder-anew' : emptied ? 'folder-emptied' : null,
  };
}

/** More than a search of a day of mail would hold is not looked at one by one. */
const MAX_MISSING = 10_000;

/** A server gives UIDs one after the other: one that is skipped belonged to a mail that came and went between two polls. */
function missingUids({ lastUid, onServer }: Place, fresh: readonly number[], uidNext: number): number[] {
  if (onServer === null || !(uidNext > lastUid + 1) || uidNext - lastUid > MAX_MISSING) return [];
  const there = new Set(fresh);
  return Array.from({ length: uidNext - lastUid - 1 }, (_, index) => lastUid + 1 + index).filter((uid) => !there.has(uid));
}

/** Stores what was found, the count on the server last, so that what came meanwhile counts as not yet taken. */
async function endPoll(poll: Poll, result: PollResult): Promise<void> {
  const { client, source, place, path, timeoutMs, missing } = poll;
  const key = keyOf(source);
  const status = await within(client, timeoutMs, client.status(path, { messages: true }));
  const onServer = status ? (status.messages ?? 0) : 0;
  const waiting = await within(client, timeoutMs, client.search({ uid: `${Math.max(place.lastUid, ...poll.uids) + 1}:*` }, { uid: true }));
  const later = Array.isArray(waiting) ? waiting.filter((uid) => uid > Math.max(place.lastUid, ...poll.uids)).length : 0;
  // Not passed by yet: a server may give a UID before it shows the mail. The next poll asks again, and only then it has slipped away.
  for (const uid of missing) await advancePlace(source.prisma, place, uid, false);
  const { slipped } = result;
  const notice = slipped > 0 ? 'mails-slipped' : poll.notice;
  const { stored, alreadyStored, failed } = result;
  const figures = { onServer, taken: Math.max(0, onServer - failed - later), stored, alreadyStored, failed, slipped, notice };
  await notePoll(source.prisma, key, place.id, figures, source.clock());
}

async function takeAll(poll: Poll): Promise<PollResult> {
  const result = { ...NOTHING };
  let inARow = 0;
  for (const uid of poll.uids) {
    const outcome = await take(poll, uid);
    if (outcome === 'gone') {
      result.slipped += await countNeverStored(poll.source.prisma, keyOf(poll.source), poll.place.uidValidity, [uid]);
      await advancePlace(poll.source.prisma, poll.place, uid, true);
      continue;
    }
    result.seen += 1;
    if (outcome.receipt) result[outcome.receipt === 'stored' ? 'stored' : 'alreadyStored'] += 1;
    if (!outcome.done) result.failed += 1;
    inARow = outcome.receipt ? 0 : inARow + 1;
    await advancePlace(poll.source.prisma, poll.place, uid, outcome.done);
    if (!poll.client.usable) throw new MailboxError('mailbox-unreachable', poll.source.folder);
    if (inARow >= GIVE_UP_AFTER) throw new MailboxError('mailbox-database', poll.source.folder);
  }
  return result;
}

type Outcome = { receipt?: 'stored' | 'already-stored'; done: boolean };

async function take(poll: Poll, uid: number): Promise<Outcome | 'gone'> {
  const { client, source, municipality, timeoutMs } = poll;
  let receipt: Outcome['receipt'];
  try {
    const mail = await within(
      client,
      timeoutMs * FETCH_FACTOR,
      client.fetchOne(String(uid), { source: true, internalDate: true }, { uid: true }),
    );
    const raw = mail ? mail.source : undefined;
    if (!mail || !raw) return (await isGone(poll, uid)) ? 'gone' : { done: false };
    const now = source.clock();
    const probe = { municipalityId: source.municipalityId, raw, by: `${mailboxName(source.account)} ${source.folder}` };
    if (await takeProbe(source.prisma, probe, now)) return { receipt: 'already-stored', done: await mark(poll, uid) };
    const marks = municipality ? recipientMarks(raw, municipality) : { flags: [] };
    const delivery = {
      municipalityId: source.municipalityId,
      raw,
      route: { kind: 'imap', internalDate: mail.internalDate ? new Date(mail.internalDate) : null },
      envelope: { protocol: 'IMAP', folder: source.folder, uid, uidValidity: poll.place.uidValidity, internalDate: mail.internalDate },
      ...marks,
      flags: [...marks.flags, ...(source.folder === JUNK ? ['junk-folder'] : [])],
    } as const;
    receipt = (await receiveReport(source.door, incomingMail(delivery, now), now)).status;
    return { receipt, done: await mark(poll, uid) };
  } catch (error) {
    log().warn(
      { part: 'imap', municipalityId: source.municipalityId, uid, stored: receipt !== undefined, ...errorCode(error) },
      'mail not taken',
    );
    return { receipt, done: false };
  }
}

async function isGone({ client, timeoutMs }: Poll, uid: number): Promise<boolean> {
  const found = await within(client, timeoutMs, client.search({ uid: String(uid) }, { uid: true }));
  return Array.isArray(found) && !found.includes(uid);
}

/** Moves the stored mail or marks it as seen. A folder that may only be read is left as it is. */
async function mark({ client, source, timeoutMs, mayMark }: Poll, uid: number): Promise<boolean> {
  if (!mayMark) return true;
  const done = source.doneFolder
    ? client.messageMove(String(uid), source.doneFolder, { uid: true })
    : client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  return Boolean(await within<unknown>(client, timeoutMs, done));
}

/** Says goodbye, but does not wait for a server that does not answer. */
export async function close(client: ImapFlow | undefined): Promise<void> {
  if (!client) return;
  if (client.usable) await within(client, 2000, client.logout()).catch(() => undefined);
  client.close();
}
