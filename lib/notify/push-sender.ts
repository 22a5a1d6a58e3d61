import webPush from 'web-push';
import type { Db } from '@/lib/db/client';
import type { PushSubscription } from '@/lib/db/generated/client';
import { log } from '@/lib/log';
import { callProvider } from './http-gateway';
import { type Outgoing, SendError, type Sender } from './sender';
import type { VapidKeys } from './vapid-keys';

/** How long a push service keeps a message for a browser that is off. Seconds; later the deadline's own notices have come. */
const TTL_SECONDS = 24 * 3600;

/** A topic is at most 32 characters (RFC 8030, 5.4): a repeated try replaces the first one where it is not shown yet. */
const TOPIC_LENGTH = 32;

/**
 * Web push to every browser of a person, encrypted so that the push service cannot read it (RFC 8291). Taken when one browser's
 * service has taken it. A subscription that the service says is gone (404 or 410, RFC 8030) is removed.
 * @throws SendError no-subscription, gone: the person has no browser left. Otherwise the failure of the last one
 */
export function openPushSender({ prisma, vapid }: { prisma: Db; vapid: VapidKeys }, patienceMs?: number): Sender {
  return {
    means: 'push',
    send: async (message) => {
      const subscriptions = await prisma.pushSubscription.findMany({ where: { staffId: message.to } });
      const tries = await Promise.allSettled(
        subscriptions.map((subscription) => sendOne(prisma, vapid, subscription, message, patienceMs)),
      );
      if (tries.some(({ status }) => status === 'fulfilled')) return;
      const failure = tries.map((result) => (result as PromiseRejectedResult).reason).find((reason) => reason?.verdict !== 'gone');
      throw failure ?? new SendError('no-subscription', 'gone');
    },
    close: () => undefined,
  };
}

async function sendOne(
  prisma: Db,
  vapid: VapidKeys,
  subscription: PushSubscription,
  message: Outgoing,
  patienceMs?: number,
): Promise<void> {
  const { endpoint, p256dh, auth } = subscription;
  const payload = JSON.stringify({ title: message.subject, body: message.text, url: message.url, tag: message.id });
  const request = encrypt({ endpoint, keys: { p256dh, auth } }, payload, message.id, vapid);
  const { status } = await callProvider(endpoint, request, patienceMs);
  if (status === 404 || status === 410) {
    await prisma.pushSubscription.deleteMany({ where: { id: subscription.id } });
    log().info({ staffId: subscription.staffId }, 'a push subscription is gone');
    throw new SendError(`http-${status}`, 'gone');
  }
  if (status < 200 || status >= 300) throw new SendError(`http-${status}`, status === 400 || status === 413 ? 'refused' : 'failed');
}

function encrypt(subscription: webPush.PushSubscription, payload: string, id: string, vapid: VapidKeys): RequestInit {
  try {
    const { method, headers, body } = webPush.generateRequestDetails(subscription, payload, {
      vapidDetails: vapid,
      TTL: TTL_SECONDS,
      urgency: 'high',
      topic: id.slice(0, TOPIC_LENGTH),
    });
    return { method, headers: headers as Record<string, string>, body: new Uint8Array(body) };
  } catch (error) {
    // Keys that are none cannot be encrypted for, however often it is tried.
    throw new SendError('bad-subscription', 'refused', { cause: error });
  }
}
