import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MEANS } from '@/lib/domain/means';
import { sendNotice } from '@/lib/notify/send-notice';
import { openDelivery } from '@/lib/testing/delivery';
import { runSendJobs } from '@/lib/testing/run-send-jobs';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { type PushSimulator, startPushSimulator } from '@/simulators/push-service/start-push-simulator';
import { startSmsSimulator } from '@/simulators/sms-gateway/start-sms-simulator';
import { changeMobile } from './change-mobile';
import type { Member } from './member';
import { readProfile } from './read-profile';
import { sendTest } from './send-test';
import { browserSubscription, subscribeBrowser, unsubscribeBrowser } from './subscribe-browser';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

let sms: Awaited<ReturnType<typeof startSmsSimulator>>;
let push: PushSimulator;
let delivery: Awaited<ReturnType<typeof openDelivery>>;

beforeAll(async () => {
  [sms, push] = await Promise.all([startSmsSimulator(), startPushSimulator()]);
  delivery = await openDelivery(db(), { sms });
});
afterAll(() => Promise.all([sms.close(), push.close(), delivery.catcher.close()]));
beforeEach(async () => {
  await db().pool.query('DELETE FROM pgboss.job');
});

async function members() {
  const { municipality, owner, colleague } = await createCast(db());
  const member = (staffId: string): Member => ({ staffId, municipalityId: municipality.id, country: 'dk' });
  return { owner: member(owner.id), colleague: member(colleague.id), municipality };
}

const changes = async (municipalityId: string) =>
  (await db().prisma.auditEntry.findMany({ where: { municipalityId, reportId: null }, orderBy: { id: 'asc' } })).map(
    ({ action, actor, detail }) => ({
      action,
      actor,
      detail,
    }),
  );
const profile = ({ staffId }: Member) => readProfile(db().prisma, staffId, MEANS, 'key');
const named = () => [new URL(push.url).host];

describe('my mobile number', () => {
  it('is kept as E.164, removed when emptied, changes nobody else, and the log does not hold it', async () => {
    const { owner, colleague, municipality } = await members();
    expect(await changeMobile(db().prisma, owner, ' 20 20 20 20 ', now)).toEqual({ mobile: '+4520202020' });
    await changeMobile(db().prisma, owner, '+4520202020', now);
    expect((await profile(owner)).mobile).toBe('+4520202020');
    expect((await profile(colleague)).mobile).toBeNull();
    expect(await changeMobile(db().prisma, owner, '  ', now)).toEqual({ mobile: null });
    const log = await changes(municipality.id);
    expect(log.map(({ action, actor }) => [action, actor])).toEqual([
      ['profile.mobile_changed', owner.staffId],
      ['profile.mobile_removed', owner.staffId],
    ]);
    expect(JSON.stringify(log)).not.toContain('20202020');
  });

  it('that is none is refused by its field, and the one before stays', async () => {
    const { owner } = await members();
    await changeMobile(db().prisma, owner, '20202020', now);
    await expect(changeMobile(db().prisma, owner, '112', now)).rejects.toMatchObject({
      code: 'invalid-input',
      fields: { mobile: 'no-telephone-number' },
    });
    expect((await profile(owner)).mobile).toBe('+4520202020');
  });
});

describe('my browser', () => {
  it('a real subscription has the expected shape, and others have not', () => {
    const subscription = push.subscribe();
    expect(browserSubscription.safeParse(subscription).success).toBe(true);
    expect(browserSubscription.safeParse({ ...subscription, keys: { p256dh: 'x', auth: 'y' } }).success).toBe(false);
  });

  it('belongs to whoever turned it on last, and only they can turn it off', async () => {
    const { owner, colleague } = await members();
    const subscription = push.subscribe();
    await subscribeBrowser(db().prisma, owner, subscription, named(), now);
    await subscribeBrowser(db().prisma, colleague, subscription, named(), now);
    expect([(await profile(owner)).browsers, (await profile(colleague)).browsers]).toEqual([0, 1]);
    await unsubscribeBrowser(db().prisma, owner, subscription.endpoint, now);
    expect((await profile(colleague)).browsers).toBe(1);
    await unsubscribeBrowser(db().prisma, colleague, subscription.endpoint, now);
    expect((await profile(colleague)).browsers).toBe(0);
  });

  it('whose address is no push service is refused, so that nobody can make Mottak call an address of theirs', async () => {
    const { owner } = await members();
    const subscription = { ...push.subscribe(), endpoint: 'https://169.254.169.254/latest' };
    await expect(subscribeBrowser(db().prisma, owner, subscription, named(), now)).rejects.toMatchObject({
      fields: { endpoint: 'no-push-service' },
    });
  });
});

describe('a test to me', () => {
  it('goes the way of every notice by each means, says what became of it, and is one a minute', async () => {
    const { owner } = await members();
    await changeMobile(db().prisma, owner, '20202020', now);
    await subscribeBrowser(db().prisma, owner, push.subscribe(), named(), now);
    for (const means of ['sms', 'email', 'push'] as const) {
      await sendTest(db(), owner, means, MEANS, now);
      await sendTest(db(), owner, means, MEANS, later(59));
    }
    expect((await profile(owner)).means.map(({ test }) => test?.status ?? null)).toEqual(['waiting', 'waiting', 'waiting', null]);
    expect(await runSendJobs(delivery.deps, later(60))).toEqual(['sent', 'sent', 'sent']);
    expect((await profile(owner)).means.map(({ means, state, test }) => [means, state, test?.status ?? null])).toEqual([
      ['push', 'ready', 'sent'],
      ['sms', 'ready', 'sent'],
      ['email', 'ready', 'sent'],
      ['call', 'ready', null],
    ]);
    expect(sms.delivered.map(({ to }) => to)).toEqual(['+4520202020']);
    expect(JSON.parse(push.shown[0]?.payload ?? '{}')).toMatchObject({ url: 'https://mottak.example/profile' });
    await sendTest(db(), owner, 'sms', MEANS, later(60));
    expect(await runSendJobs(delivery.deps, later(61))).toEqual(['sent']);
  });

  it('by a means that does not reach me is refused', async () => {
    const { owner } = await members();
    for (const means of ['push', 'sms', 'call'] as const)
      await expect(sendTest(db(), owner, means, MEANS, now)).rejects.toMatchObject({ fields: { means: 'not-available' } });
    await expect(sendTest(db(), owner, 'email', [], now)).rejects.toMatchObject({ fields: { means: 'not-available' } });
    expect((await readProfile(db().prisma, owner.staffId, ['email', 'push'], 'key')).means.map(({ state }) => state)).toEqual([
      'missing',
      'not_set_up',
      'ready',
      'not_set_up',
    ]);
  });

  it('that fails says why and tells nobody else', async () => {
    const { owner, municipality } = await members();
    const subscription = push.subscribe();
    await subscribeBrowser(db().prisma, owner, subscription, named(), now);
    push.unsubscribe(subscription);
    await sendTest(db(), owner, 'push', MEANS, now);
    const [notice] = await db().prisma.notice.findMany({ where: { municipalityId: municipality.id } });
    await sendNotice(delivery.deps, notice?.id ?? '', now).catch(() => undefined);
    expect((await profile(owner)).means[0]).toMatchObject({ state: 'missing', test: { status: 'failed', code: 'no-subscription' } });
    expect(await db().prisma.notice.count({ where: { municipalityId: municipality.id } })).toBe(1);
  });
});
