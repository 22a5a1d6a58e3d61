import { createHash } from 'node:crypto';
import { addDays } from 'date-fns';
import type { IncomingReport, Receipt } from '@/lib/intake/incoming-report';
import { receiveReport } from '@/lib/intake/receive-report';
import { ensureChannel } from '../api/ensure-channel';
import { type Account, channelOf } from './account';
import { isConcernType, isReceiptType, type ReplyKind } from './message-types';
import { type Container, openContainer } from './open-container';
import { FIKS_HEADERS_MEDIA_TYPE, FIKS_MEDIA_TYPE } from './read-fiks';
import { readSentAt } from './sent-at';
import type { FiksMessage } from './transport';

/** Fiks keeps a report of concern for so long (KS, June 2023): an earlier time of sending is not believed. */
const KEPT_DAYS = 30;

/** What the sender is to be told of a message, and as a code why it is not `mottatt`. Reply null: nobody waits for one. */
type Verdict = { reply: ReplyKind | null; fault: string | null };

/**
 * Stores a message through the one door, whatever it is, and then writes down what its sender is to be told. A crash between the two
 * leaves the message unacknowledged: it comes again, is known by its id, and is written down then.
 * @throws MottakError: nothing is stored then
 */
export async function takeMessage(account: Account, message: FiksMessage): Promise<{ receipt: Receipt; id: string }> {
  const container = openContainer(message.body, account.keys, 'concern');
  const now = account.clock();
  const incoming = toIncoming(account, message, container, now);
  await ensureChannel(account.door.pool, account.municipality.id, incoming.channel);
  const receipt = await receiveReport(account.door, incoming, now);
  return { receipt, id: await writeDown(account, message, receipt.reportId, verdictOn(message, container), now) };
}

function verdictOn(message: FiksMessage, { fault }: Container): Verdict {
  if (isReceiptType(message.type) || !message.senderAccount || !message.meldingId) return { reply: null, fault: null };
  if (!isConcernType(message.type)) return { reply: 'ugyldig', fault: 'other-type' };
  if (message.documentId) return { reply: 'feilet', fault: 'in-dokumentlager' };
  return fault ? { reply: 'feilet', fault } : { reply: 'mottatt', fault: null };
}

function toIncoming(account: Account, message: FiksMessage, container: Container, now: Date): IncomingReport {
  const { meldingId, type, senderAccount, answersTo, concernId, documentId, headers, body } = message;
  const time = startOfClock(container, now);
  const isBodiless = body.byteLength === 0;
  return {
    municipalityId: account.municipality.id,
    channel: channelOf(account),
    externalId: externalId(message, container),
    raw: isBodiless ? Buffer.from(JSON.stringify(headers, null, 2)) : body,
    mediaType: isBodiless ? FIKS_HEADERS_MEDIA_TYPE : FIKS_MEDIA_TYPE,
    envelope: {
      meldingId,
      type,
      senderAccount,
      answersTo,
      concernId,
      documentId,
      headers,
      accountId: account.accountId,
      municipalityLocale: account.municipality.locale,
    },
    receivedAt: time.at,
    receivedAtSource: time.source,
    flags: [
      ...(isConcernType(type) ? [] : ['other-message-type']),
      ...(documentId ? ['left-in-dokumentlager'] : []),
      ...(time.source === 'delivered' && isConcernType(type) ? ['received-time-unknown'] : []),
    ],
  };
}

/**
 * The id of the report of concern, or else of the message, with a hash of what a person wrote: the same report that is sent again is
 * encrypted anew, and two reports under one id are two. What cannot be opened goes by its bytes.
 */
function externalId({ concernId, meldingId, headers, body }: FiksMessage, { concern }: Container): string {
  const content = concern?.bytes ?? (body.byteLength > 0 ? body : Buffer.from(concernId ? '' : JSON.stringify(headers)));
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return `${concernId ?? meldingId ?? 'no-id'}#${digest}`;
}

/** When it was sent, which is when Fiks put it into the municipality's queue, and not later than Mottak got it; else that. */
function startOfClock({ concern }: Container, now: Date): { at: Date; source: string } {
  const sentAt = readSentAt(concern?.value.sendingstidspunkt);
  return sentAt && sentAt <= now && sentAt >= addDays(now, -KEPT_DAYS)
    ? { at: sentAt, source: 'sendingstidspunkt' }
    : { at: now, source: 'delivered' };
}

/** A message that came before keeps what was written of it. */
async function writeDown(account: Account, message: FiksMessage, reportId: string, verdict: Verdict, now: Date): Promise<string> {
  const { prisma, municipality } = account;
  const where = { municipalityId_kind_name: { municipalityId: municipality.id, ...channelOf(account) } };
  const { id: channelId } = await prisma.channel.findUniqueOrThrow({ where, select: { id: true } });
  const meldingId = message.meldingId ?? `no-id:${reportId}`;
  const { concernId, type, senderAccount } = message;
  const row = { channelId, meldingId, concernId, type, senderAccount, reportId, takenAt: now, ...verdict };
  await prisma.fiksMessage.createMany({ data: [{ ...row, nextTryAt: verdict.reply ? now : null }], skipDuplicates: true });
  const { id } = await prisma.fiksMessage.findUniqueOrThrow({
    where: { channelId_meldingId: { channelId, meldingId } },
    select: { id: true },
  });
  return id;
}
