import { Webhook } from 'standardwebhooks';
import type { Db } from '@/lib/db/client';
import { nextWebhookTry } from '@/lib/domain/webhook-retry';
import { errorCode, log } from '@/lib/log';
import { unseal } from '@/lib/secrets';
import { WEBHOOK_PURPOSE } from './add-webhook';

export type SendDeliveriesDeps = { prisma: Db; authSecret: string };

const BATCH = 50;
const WIDTH = 5;
const TIMEOUT_MS = 10_000;

/**
 * Sends the messages that are due, signed by the Standard Webhooks specification. One that fails is tried again for three days under the
 * same id; a vendor that hangs holds up no other for longer than ten seconds.
 * @returns how many were delivered
 */
export async function sendDeliveries(deps: SendDeliveriesDeps, now: Date): Promise<number> {
  const due = await deps.prisma.webhookDelivery.findMany({
    where: { nextTryAt: { lte: now }, webhook: { removedAt: null } },
    orderBy: { nextTryAt: 'asc' },
    take: BATCH,
    include: { webhook: true, report: { select: { receiptCode: true, storedAt: true } } },
  });
  let delivered = 0;
  for (let start = 0; start < due.length; start += WIDTH) {
    const results = await Promise.all(due.slice(start, start + WIDTH).map((delivery) => sendOne(deps, delivery, now)));
    delivered += results.filter(Boolean).length;
  }
  return delivered;
}

type Due = {
  id: string;
  status: string;
  attempts: number;
  webhook: { id: string; url: string; secret: string };
  report: { receiptCode: string; storedAt: Date };
};

async function sendOne({ prisma, authSecret }: SendDeliveriesDeps, delivery: Due, now: Date): Promise<boolean> {
  const { id, webhook, attempts } = delivery;
  const failure = await post(delivery, unsealed(webhook.secret, authSecret), now);
  const tried = { attempts: attempts + 1, lastError: failure };
  const data = failure ? { ...tried, nextTryAt: nextWebhookTry(attempts + 1, now) } : { ...tried, nextTryAt: null, deliveredAt: now };
  await prisma.webhookDelivery.update({ where: { id }, data, select: { id: true } });
  if (failure) log().warn({ part: 'webhooks', webhook: webhook.id, code: failure }, 'a vendor was not told');
  return failure === null;
}

function unsealed(secret: string, authSecret: string): string | null {
  try {
    return unseal(secret, authSecret, WEBHOOK_PURPOSE);
  } catch {
    return null;
  }
}

/** @returns null when the vendor has taken it, else a code */
async function post({ id, status, webhook, report }: Due, secret: string | null, now: Date): Promise<string | null> {
  if (!secret) return 'secret-unreadable';
  const { receiptCode, storedAt } = report;
  const body = JSON.stringify({ type: 'report.status', timestamp: now.toISOString(), data: { receiptCode, status, storedAt } });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
  try {
    const answer = await fetch(webhook.url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    await answer.body?.cancel();
    return answer.ok ? null : `http-${answer.status}`;
  } catch (error) {
    const { error: name, code } = errorCode((error as Error).cause ?? error);
    return (code ?? name).toLowerCase();
  }
}
