import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { startCallSimulator } from '@/simulators/call-gateway/start-call-simulator';
import type { GatewaySimulator } from '@/simulators/provider/start-message-gateway';
import { type PushSimulator, startPushSimulator } from '@/simulators/push-service/start-push-simulator';
import { startSmsSimulator } from '@/simulators/sms-gateway/start-sms-simulator';
import { openCallSender } from './call-sender';
import { configuredMeans } from './configured-means';
import { openGateways } from './open-gateways';
import { openPushSender } from './push-sender';
import type { Outgoing } from './sender';
import { openSmsSender } from './sms-sender';
import { type VapidKeys, vapidKeys } from './vapid-keys';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:00:00Z');
const message: Outgoing = {
  id: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  to: '+4520202020',
  language: 'da',
  subject: 'M26-7K3F-9QXA: endnu ikke kvitteret',
  text: 'M26-7K3F-9QXA: endnu ikke kvitteret\nhttps://mottak.example/reports/M26-7K3F-9QXA',
  html: '',
  url: 'https://mottak.example/reports/M26-7K3F-9QXA',
};

let sms: GatewaySimulator;
let call: GatewaySimulator;
let push: PushSimulator;
let vapid: VapidKeys;

beforeAll(async () => {
  [sms, call, push] = await Promise.all([startSmsSimulator(), startCallSimulator(), startPushSimulator()]);
  vapid = await vapidKeys(db().prisma, parseEnv({}), now);
});
afterAll(() => Promise.all([sms.close(), call.close(), push.close()]));
afterEach(() => {
  for (const provider of [sms, call, push]) provider.behave();
});

const smsSender = (patienceMs?: number) => openSmsSender({ url: sms.url, token: sms.token, from: 'Mottak', patienceMs });
const verdict = (sending: Promise<void>) =>
  sending.then(
    () => 'taken',
    ({ code, verdict: what }) => [code, what],
  );

describe('text messages', () => {
  it('go to the gateway with the same id in body and header, and a repeated one is delivered once', async () => {
    await smsSender().send(message);
    await smsSender().send(message);
    expect(sms.delivered).toEqual([{ id: message.id, to: message.to, from: 'Mottak', text: message.text }]);
  });

  it.each([
    ['fail', ['http-500', 'failed']],
    ['too-many', ['http-429', 'failed']],
    ['refuse', ['http-422', 'refused']],
    ['accept-then-fail', ['http-500', 'failed']],
    ['hang', ['timeout', 'failed']],
    ['drop', ['und_err_socket', 'failed']],
  ] as const)('a gateway that answers with %s: %j', async (kind, expected) => {
    sms.misbehave(kind, 1);
    expect(await verdict(smsSender(200).send({ ...message, id: kind.padEnd(32, '0') }))).toEqual(expected);
  });

  it('a gateway that is not there, and a wrong token, are tried again', async () => {
    const closed = await startSmsSimulator();
    await closed.close();
    const send = (url: string) => verdict(openSmsSender({ url, token: 'wrong', from: 'Mottak' }).send(message));
    expect(await send(closed.url)).toEqual(['econnrefused', 'failed']);
    expect(await send(sms.url)).toEqual(['http-401', 'failed']);
  });
});

describe('calls', () => {
  it('ask the gateway to read a text aloud in its language', async () => {
    await openCallSender({ url: call.url, token: call.token }).send(message);
    expect(call.delivered).toEqual([{ id: message.id, to: message.to, language: 'da', text: message.text }]);
  });
});

describe('web push', () => {
  const subscribe = async () => {
    const { owner } = await createCast(db());
    const subscription = push.subscribe();
    const { endpoint, keys } = subscription;
    await db().prisma.pushSubscription.create({ data: { staffId: owner.id, endpoint, ...keys, createdAt: now } });
    return { owner, subscription };
  };
  const sender = () => openPushSender({ prisma: db().prisma, vapid }, 2000);
  const opened = (endpoint: string) => push.shown.filter((shown) => shown.endpoint === endpoint).map(({ payload }) => JSON.parse(payload));

  it('the browser opens what was sent, and nobody on the way could; a repeated one replaces the first', async () => {
    const { owner, subscription } = await subscribe();
    await sender().send({ ...message, to: owner.id });
    await sender().send({ ...message, to: owner.id });
    expect(opened(subscription.endpoint)).toEqual([{ title: message.subject, body: message.text, url: message.url, tag: message.id }]);
    expect(push.shown.at(-1)).toMatchObject({ ttl: 86_400, urgency: 'high', topic: message.id });
    expect(push.calls.some(({ body }) => body.includes('M26-7K3F-9QXA'))).toBe(false);
  });

  it('goes to every browser of a person, and one that is gone is removed', async () => {
    const { owner, subscription } = await subscribe();
    const other = push.subscribe();
    await db().prisma.pushSubscription.create({ data: { staffId: owner.id, endpoint: other.endpoint, ...other.keys, createdAt: now } });
    push.unsubscribe(other);
    await sender().send({ ...message, to: owner.id });
    expect(opened(subscription.endpoint)).toHaveLength(1);
    const left = await db().prisma.pushSubscription.findMany({ where: { staffId: owner.id } });
    expect(left.map(({ endpoint }) => endpoint)).toEqual([subscription.endpoint]);
  });

  it('a person whose last browser is gone is reached no more, also when asked again', async () => {
    const { owner, subscription } = await subscribe();
    push.unsubscribe(subscription);
    for (let time = 0; time < 2; time += 1)
      expect(await verdict(sender().send({ ...message, to: owner.id }))).toEqual(['no-subscription', 'gone']);
    expect(await db().prisma.pushSubscription.count({ where: { staffId: owner.id } })).toBe(0);
  });

  it('a push service that fails keeps its subscription; keys that are none are refused', async () => {
    const { owner, subscription } = await subscribe();
    push.misbehave('fail', 1);
    expect(await verdict(sender().send({ ...message, to: owner.id }))).toEqual(['http-500', 'failed']);
    await db().prisma.pushSubscription.update({ where: { endpoint: subscription.endpoint }, data: { p256dh: 'none' } });
    expect(await verdict(sender().send({ ...message, to: owner.id }))).toEqual(['bad-subscription', 'refused']);
  });

  it('the installation makes its key pair once, however many ask at the same time, unless the environment names one', async () => {
    await db().pool.query('DELETE FROM instance_key');
    const made = await Promise.all(Array.from({ length: 5 }, () => vapidKeys(db().prisma, parseEnv({}), now)));
    expect(new Set(made.map(({ publicKey }) => publicKey)).size).toBe(1);
    const named = parseEnv({ VAPID_PUBLIC_KEY: 'p', VAPID_PRIVATE_KEY: 'q', PUBLIC_URL: 'https://mottak.example/' });
    expect(await vapidKeys(db().prisma, named, now)).toEqual({ subject: 'https://mottak.example', publicKey: 'p', privateKey: 'q' });
  });
});

describe('which means are set up', () => {
  it('in the demo mail and push; with gateways all four; a production without a mail server has no mail', async () => {
    const gateways = { SMS_URL: 'https://sms.example', CALL_URL: 'https://call.example' };
    expect(configuredMeans(parseEnv({}))).toEqual(['push', 'email']);
    expect(configuredMeans(parseEnv(gateways))).toEqual(['push', 'sms', 'email', 'call']);
    expect(configuredMeans({ ...parseEnv({}), MOTTAK_MODE: 'production' })).toEqual(['push']);
    const open = async (env: Record<string, string>) =>
      (await openGateways({ env: parseEnv(env), prisma: db().prisma, clock: () => now })).map(({ means }) => means).sort();
    expect(await open({})).toEqual(['push']);
    expect(await open(gateways)).toEqual(['call', 'push', 'sms']);
  });
});
