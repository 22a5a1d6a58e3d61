import { addDays, addMinutes } from 'date-fns';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { callWith, makeKey, testSite } from '@/lib/testing/vendor';
import { startWebhookReceiver, type WebhookReceiver } from '@/lib/testing/webhook-receiver';
import { acknowledge } from '@/lib/triage/acknowledge';
import { assess } from '@/lib/triage/assess';
import { takeReport } from '../take-report';
import { addWebhook, removeWebhook } from './add-webhook';
import { queueDeliveries } from './queue-deliveries';
import { sendDeliveries } from './send-deliveries';

const db = useTestDatabase();
// The verifier of the specification's library refuses what is older than five minutes by the machine's clock.
const now = new Date();
const SECRET = 'a secret of thirty-two characters or more';
let receiver: WebhookReceiver;

beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
afterEach(() => receiver.close());

async function vendor() {
  const cast = await createCast(db());
  const { slug } = cast.municipality;
  const site = testSite(db());
  const { key } = await makeKey(db(), slug);
  const wanted = { municipality: slug, vendor: 'formular', url: receiver.url, createdBy: 'test' };
  let counter = 0;
  const deliver = async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': `id-${++counter}` };
    const init = { body: JSON.stringify({ concern: 'En bekymring.' }), headers };
    const answer = await callWith(site, key, 'reports.write', now, (who, request) => takeReport(site, who, request, now), init);
    const { receiptCode } = await answer.json();
    return { receiptCode, ...(await db().prisma.report.findUniqueOrThrow({ where: { receiptCode }, select: { id: true, ref: true } })) };
  };
  const tell = async (at = now) => {
    await queueDeliveries(db().prisma, at);
    return sendDeliveries({ prisma: db().prisma, authSecret: SECRET }, at);
  };
  const { id, country, timeZone } = cast.municipality;
  const actor = { staffId: cast.owner.id, municipality: { id, country, timeZone } };
  const deps = { prisma: db().prisma, notifyChange: () => undefined };
  return { cast, wanted, deliver, tell, actor, deps, add: () => addWebhook(db().prisma, wanted, SECRET, now) };
}

const told = () => receiver.received.map(({ body }) => JSON.parse(body).data.status);

describe('a form vendor with a webhook', () => {
  it('is told that a delivery is stored, seen and assessed, each once, signed, and of nothing else', async () => {
    const { deliver, tell, add, actor, deps } = await vendor();
    const { secret } = await add();
    const { receiptCode, ref } = await deliver();
    expect(await tell()).toBe(1);
    const [message] = receiver.received;
    const data = new Webhook(secret).verify(message?.body ?? '', message?.headers as Record<string, string>);
    expect(data).toEqual({
      type: 'report.status',
      timestamp: now.toISOString(),
      data: { receiptCode, status: 'stored', storedAt: now.toISOString() },
    });
    expect(() => new Webhook(secret).verify(`${message?.body} `, message?.headers as Record<string, string>)).toThrow();
    await acknowledge(deps, actor, ref, {}, now);
    await assess(deps, actor, ref, { outcome: 'close_without_inquiry', reason: 'En prøve' }, now);
    expect(await tell()).toBe(2);
    expect(told().sort()).toEqual(['assessed', 'seen', 'stored']);
    expect(await tell()).toBe(0);
  });

  it('that fails gets the same message under the same id for three days; then it is given up', async () => {
    const { deliver, tell, add } = await vendor();
    const { id } = await add();
    await deliver();
    receiver.answer(500);
    expect(await tell()).toBe(0);
    expect(await tell(addMinutes(now, 1))).toBe(0);
    receiver.answer(204);
    expect(await tell(addMinutes(now, 5))).toBe(0);
    expect(await tell(addMinutes(now, 6))).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(receiver.received).toHaveLength(3);
    await deliver();
    receiver.answer(503);
    for (let hours = 1; hours < 24 * 5; hours += 1) await tell(addMinutes(now, hours * 60));
    const waiting = { webhookId: id, deliveredAt: null };
    expect(await db().prisma.webhookDelivery.findMany({ where: waiting })).toMatchObject([
      { attempts: 10, nextTryAt: null, lastError: 'http-503' },
    ]);
    receiver.answer(204);
    expect(await tell(addDays(now, 30))).toBe(0);
  });

  it('is told of its own deliveries only, and of none from before', async () => {
    const { deliver, tell, add } = await vendor();
    const other = await vendor();
    await deliver();
    await db().prisma.$executeRaw`UPDATE report SET stored_at = stored_at - interval '1 second'`;
    const { id } = await add();
    await other.deliver();
    expect(await tell()).toBe(0);
    await deliver();
    await removeWebhook(db().prisma, id, 'test', now);
    expect(await tell()).toBe(0);
    await expect(removeWebhook(db().prisma, id, 'test', now)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('over an open line, or with a password in its address, is refused', async () => {
    const { wanted } = await vendor();
    for (const url of ['http://vendor.example/hook', 'ftp://vendor.example', 'https://a:b@vendor.example/', 'no address'])
      await expect(addWebhook(db().prisma, { ...wanted, url }, SECRET, now)).rejects.toMatchObject({ fields: { url: 'wrong' } });
    await expect(addWebhook(db().prisma, { ...wanted, municipality: 'nowhere' }, SECRET, now)).rejects.toMatchObject({
      code: 'unknown-municipality',
    });
  });

  it('whose secret cannot be opened is not told without a signature', async () => {
    const { deliver, add } = await vendor();
    const { id } = await add();
    await deliver();
    await queueDeliveries(db().prisma, now);
    await sendDeliveries({ prisma: db().prisma, authSecret: 'another secret of thirty-two characters' }, now);
    expect(receiver.received).toEqual([]);
    expect(await db().prisma.webhookDelivery.findMany({ where: { webhookId: id } })).toMatchObject([{ lastError: 'secret-unreadable' }]);
  });
});
