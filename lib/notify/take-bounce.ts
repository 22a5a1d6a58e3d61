import type { Tx } from '@/lib/db/client';
import { loadNotice } from './load-notice';
import { recordOnTrail } from './record-on-trail';

/**
 * A report that a mail could not be delivered (RFC 3464), which the intake reads like everything that arrives. Where it quotes the
 * Message-ID of a notice of ours, that notice came back: it is no longer sent, and the chain goes on past it at the next look. In
 * the caller's transaction, with the reading of the arrival. A report of a delay or of a delivery changes nothing.
 * @returns how many notices came back
 */
export async function takeBounce(tx: Tx, arrivalId: string, now: Date): Promise<number> {
  const { raw } = await tx.arrival.findUniqueOrThrow({ where: { id: arrivalId }, select: { raw: true } });
  const bounce = readBounce(Buffer.from(raw).toString('latin1'));
  if (!bounce) return 0;
  const found = await tx.notice.findMany({ where: { messageId: { in: bounce.messageIds } }, select: { id: true } });
  let count = 0;
  for (const { id } of found) count += await markBounced(tx, id, bounce.code, now);
  return count;
}

async function markBounced(tx: Tx, noticeId: string, code: string, now: Date): Promise<number> {
  const marked = await tx.notice.updateMany({
    where: { id: noticeId, status: { in: ['queued', 'sending', 'sent'] } },
    data: { status: 'failed', lastError: code, leasedUntil: null },
  });
  const notice = marked.count === 1 ? await loadNotice(tx, noticeId) : null;
  if (!notice) return 0;
  await tx.noticeAttempt.create({ data: { noticeId, at: now, outcome: 'bounced', code, durationMs: 0 } });
  await recordOnTrail(tx, notice, 'notice.bounced', { code }, now);
  return 1;
}

/** The Message-IDs in a report of a failed delivery, and its status as a code. The parts that hold them are never encoded (RFC 2046, 5.2). */
export function readBounce(raw: string): { messageIds: string[]; code: string } | null {
  if (!/^action:\s*failed\b/im.test(raw)) return null;
  const status = /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(raw)?.[1];
  const messageIds = [...raw.matchAll(/^message-id:\s*<([^<>\s]+)>/gim)].flatMap(([, id]) => id ?? []);
  return { messageIds, code: status ? `dsn-${status}` : 'dsn' };
}
