import { createHash } from 'node:crypto';
import { addSeconds } from 'date-fns';
import type { Tx } from '@/lib/db/client';
import type { Means } from '@/lib/domain/means';
import { log } from '@/lib/log';
import { isNeeded, type LoadedNotice, loadNotice, NOTICE_TRANSACTION } from './load-notice';
import type { Mailer } from './mailer';
import { type PassOnDeps, passOn } from './pass-on';
import { recordOnTrail } from './record-on-trail';
import { type Outgoing, SendError, type Sender, within } from './sender';
import { localeOf, writeMessage } from './write-message';

export type SendDeps = Omit<PassOnDeps, 'gateways'> & {
  mailer: Mailer;
  /** The other means that this installation has set up; none where left out. */
  gateways?: readonly Sender[];
  publicUrl: string;
  notifyChange(municipalityId: string): void;
};

/** busy: another sender has it. done: it was settled before. */
export type SendOutcome = 'sent' | 'not_needed' | 'busy' | 'done';

/** No try takes longer: a provider that hangs is asked again with the same id. */
const LONGEST_TRY_MS = 40_000;

/** Longer than a try, so that no other sender takes the notice meanwhile; short, since a killed sender's notice waits for it. */
const LEASE_SECONDS = 45;

type Claimed = { notice: LoadedNotice; message: Outgoing; now: Date };

/**
 * Sends one notice, at least once: the message goes first, the record follows. A lease keeps other senders away meanwhile without
 * holding a transaction, so that slow providers use up no connections; a sender that is killed leaves a lease that runs out, and
 * the notice is sent again with the same id.
 *
 * Its reports are read again just before: acknowledged, or the rule's deadline met, in between means that nothing is sent, and that
 * is recorded. Every try is a row. `now` is when the try began.
 * @throws SendError the provider's failure, after recording its code; the job tries again
 */
export async function sendNotice(deps: SendDeps, noticeId: string, now: Date): Promise<SendOutcome> {
  const claimed = await deps.prisma.$transaction((tx) => claim(tx, deps.publicUrl, noticeId, now), NOTICE_TRANSACTION);
  if (typeof claimed === 'string') return claimed;
  const began = performance.now();
  const duration = () => Math.round(performance.now() - began);
  try {
    await within(LONGEST_TRY_MS, senderFor(deps, claimed.notice.means).send(claimed.message));
  } catch (error) {
    await recordFailure(deps, claimed, error, duration());
    throw error;
  }
  await deps.prisma.$transaction((tx) => recordSent(tx, claimed, duration()), NOTICE_TRANSACTION);
  deps.notifyChange(claimed.notice.municipalityId);
  return 'sent';
}

/** Settles what needs no message, and takes the rest for this sender. */
async function claim(tx: Tx, publicUrl: string, noticeId: string, now: Date): Promise<Exclude<SendOutcome, 'sent'> | Claimed> {
  const notice = await loadNotice(tx, noticeId);
  if (!notice) return 'busy';
  if (notice.status !== 'queued' && notice.status !== 'sending') return 'done';
  if (notice.leasedUntil && notice.leasedUntil > now) return 'busy';
  if (!isNeeded(notice)) {
    await tx.notice.update({ where: { id: noticeId }, data: { status: 'not_needed', leasedUntil: null } });
    await recordOnTrail(tx, notice, 'notice.not_needed', {}, now);
    return 'not_needed';
  }
  const id = messageId(notice, publicUrl);
  const mail = notice.means === 'email' ? { messageId: id } : {};
  await tx.notice.update({ where: { id: noticeId }, data: { status: 'sending', leasedUntil: addSeconds(now, LEASE_SECONDS), ...mail } });
  return { notice, now, message: { ...writeMessage(notice, publicUrl), id, to: notice.address, language: localeOf(notice) } };
}

function senderFor({ mailer, gateways = [] }: SendDeps, means: Means): Sender {
  const sender = means === 'email' ? mailer : gateways.find((gateway) => gateway.means === means);
  if (!sender) throw new SendError('not-available', 'refused');
  return sender;
}

async function recordSent(tx: Tx, { notice, now }: Claimed, durationMs: number): Promise<void> {
  await tx.noticeAttempt.create({ data: { noticeId: notice.id, at: now, outcome: 'sent', code: 'ok', durationMs } });
  await tx.notice.update({
    where: { id: notice.id },
    data: { status: 'sent', sentAt: now, attempts: { increment: 1 }, lastError: null, leasedUntil: null },
  });
  await recordOnTrail(tx, notice, 'notice.sent', {}, now);
}

/** Every try is a row; the trail and the log say when a notice begins to fail and when it fails in another way. */
async function recordFailure(deps: SendDeps, { notice, now }: Claimed, error: unknown, durationMs: number): Promise<void> {
  const { code, verdict } = error instanceof SendError ? error : new SendError('unexpected');
  const outcome = verdict === 'failed' ? 'failed' : 'refused';
  await deps.prisma.$transaction(async (tx) => {
    await tx.noticeAttempt.create({ data: { noticeId: notice.id, at: now, outcome, code, durationMs } });
    await tx.notice.updateMany({
      where: { id: notice.id, status: { in: ['queued', 'sending'] } },
      data: { status: verdict === 'gone' ? 'failed' : 'queued', attempts: { increment: 1 }, lastError: code, leasedUntil: null },
    });
    if (notice.lastError !== code) await recordOnTrail(tx, notice, 'notice.failed', { code, outcome }, now);
  }, NOTICE_TRANSACTION);
  if (notice.lastError !== code) log().warn({ noticeId: notice.id, means: notice.means, code }, 'a notice could not be sent');
  if (outcome === 'refused') await passOn(deps, notice.id, now);
}

/** The same for every try of one notice, and telling nothing about anybody; for mail a Message-ID without angle brackets. */
function messageId({ idempotencyKey, means }: LoadedNotice, publicUrl: string): string {
  const id = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32);
  return means === 'email' ? `${id}@${new URL(publicUrl).hostname}` : id;
}
