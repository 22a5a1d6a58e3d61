import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '@/lib/clock';
import { type SweepDeps, sweep } from '@/lib/deadlines/sweep';
import { receiveReport } from '@/lib/intake/receive-report';
import { workSendJobs } from '@/lib/jobs/handlers/work-send-jobs';
import { noCounts, type WorkerContext } from '@/lib/jobs/handlers/worker-context';
import { mailIsDown, openDelivery } from '@/lib/testing/delivery';
import { makeIncoming } from '@/lib/testing/make-report';
import { refusingMailServer } from '@/lib/testing/refusing-mail-server';
import { runSendJobs } from '@/lib/testing/run-send-jobs';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import type { GatewaySimulator } from '@/simulators/provider/start-message-gateway';
import { type PushSimulator, startPushSimulator } from '@/simulators/push-service/start-push-simulator';
import { startSmsSimulator } from '@/simulators/sms-gateway/start-sms-simulator';
import { listCaughtMail } from './list-caught-mail';
import type { MailCatcher } from './mail-catcher';
import { openMailer } from './mailer';
import { passOnStuckNotices } from './pass-on-stuck-notices';
import { type SendDeps, sendNotice } from './send-notice';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const minutes = (count: number) => new Date(received.getTime() + count * 60_000);

let sms: GatewaySimulator;
let push: PushSimulator;
let catcher: MailCatcher;
let deps: SendDeps & SweepDeps;

beforeAll(async () => {
  [sms, push] = await Promise.all([startSmsSimulator(), startPushSimulator()]);
  ({ deps, catcher } = await openDelivery(db(), { sms, patienceMs: 20_000 }));
});
afterAll(() => Promise.all([sms.close(), push.close(), catcher.close()]));

beforeEach(async () => {
  await db().pool.query('UPDATE ladder SET next_step_at = NULL');
  await db().pool.query("UPDATE notice SET status = 'not_needed' WHERE status <> 'sent'");
  await db().pool.query('DELETE FROM pgboss.job');
  await db().pool.query('DELETE FROM caught_mail');
});
afterEach(() => {
  sms.behave();
  push.behave();
  sms.delivered.length = 0;
});

/** A report that nobody acknowledged for ten minutes; the duty officer has a mobile telephone. */
async function warned({ mobile = '+4520202020' as string | null } = {}) {
  const cast = await createCast(db());
  await db().prisma.staff.update({ where: { id: cast.dutyOfficer.id }, data: { mobile } });
  const { reportId } = await receiveReport(db().door, makeIncoming(cast.municipality.id, { receivedAt: received }), received);
  // The step tells by mail alone, so that the other means are left for the chain.
  await sweep({ ...deps, gateways: [] }, minutes(10));
  await db().prisma.ladder.updateMany({ where: { reportId }, data: { nextStepAt: null } });
  const notice = await db().prisma.notice.findFirstOrThrow({ where: { reportId } });
  return { ...cast, reportId, notice };
}

/** What the worker does at an instant: every waiting job once, then what must be passed on, then what that made. */
async function work(at: Date, using: SendDeps = deps): Promise<void> {
  await runSendJobs(using, at);
  if ((await passOnStuckNotices(using, at)) > 0) await runSendJobs(using, at);
}

const noticesOf = (reportId: string) =>
  db().prisma.notice.findMany({
    where: { reportId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { recipient: true, tries: { orderBy: { at: 'asc' } } },
  });
const states = async (reportId: string) =>
  (await noticesOf(reportId)).map(({ recipient, means, status }) => `${recipient?.name} by ${means}: ${status}`);
const trail = async (reportId: string) =>
  (await db().prisma.auditEntry.findMany({ where: { reportId, action: { startsWith: 'notice.' } }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

describe('a provider that is down for two hours', () => {
  it('the same person is told by other means once the patience ends, and every notice still goes out afterwards', async () => {
    const { reportId } = await warned();
    const down = { ...deps, mailer: mailIsDown() };
    await work(minutes(10), down);
    await work(minutes(11.99), down);
    expect(await states(reportId)).toEqual(['duty by email: queued']);
    await work(minutes(12), down);
    expect(await states(reportId)).toEqual(['duty by email: queued', 'duty by sms: sent']);
    for (let at = 13; at <= 130; at += 1) await work(minutes(at), down);
    await work(minutes(131));
    expect(await states(reportId)).toEqual(['duty by email: sent', 'duty by sms: sent']);
    const [mail] = await noticesOf(reportId);
    // At 10 and 11.99, twice at 12 (before and after the hop), and each minute from 13 to 131.
    expect(mail?.tries).toHaveLength(123);
    expect(new Set(mail?.tries.slice(0, -1).map(({ outcome, code }) => `${outcome} ${code}`))).toEqual(new Set(['failed esocket']));
    expect(mail?.tries.at(-1)).toMatchObject({ outcome: 'sent', code: 'ok', at: minutes(131) });
    expect(await trail(reportId)).toEqual(['notice.failed', 'notice.other_means', 'notice.sent', 'notice.sent']);
    expect(sms.delivered).toHaveLength(1);
  });

  it('with all providers down the chain climbs to the administrators, says nowhere that anybody was told, and delivers all of it later', async () => {
    const { reportId } = await warned();
    sms.misbehave('fail');
    const down = { ...deps, mailer: mailIsDown() };
    for (let at = 10; at <= 130; at += 1) {
      await work(minutes(at), down);
      if (at === 70) {
        expect(await db().prisma.notice.count({ where: { reportId, OR: [{ status: 'sent' }, { sentAt: { not: null } }] } })).toBe(0);
        expect(await trail(reportId)).not.toContain('notice.sent');
      }
    }
    expect(await trail(reportId)).toEqual([
      'notice.failed',
      'notice.other_means',
      'notice.failed',
      'notice.passed_on',
      'notice.failed',
      'notice.passed_on',
      'notice.failed',
      'notice.nobody_left',
    ]);
    sms.behave();
    await work(minutes(131));
    expect(await states(reportId)).toEqual([
      'duty by email: sent',
      'duty by sms: sent',
      'supervisor by email: sent',
      'administrator by email: sent',
    ]);
  });
});

describe('a provider that is slow', () => {
  it('for eleven seconds: nothing is lost, nothing is sent twice, and the mails do not wait for it', { timeout: 60_000 }, async () => {
    const cast = await createCast(db());
    const { municipality, supervisor } = cast;
    const make = (means: 'sms' | 'email', number: number) =>
      db().prisma.notice.create({
        data: {
          municipalityId: municipality.id,
          kind: 'test',
          means,
          idempotencyKey: `slow:${municipality.id}:${means}:${number}`,
          recipientId: supervisor.id,
          address: means === 'sms' ? `+45202020${10 + number}` : supervisor.email,
          createdAt: systemClock(),
        },
      });
    for (let number = 0; number < 10; number += 1) await make('sms', number);
    for (let number = 0; number < 10; number += 1) await make('email', number);
    await sweep(deps, new Date(systemClock().getTime() + 120_000));
    sms.slow(11_000);
    const stopping = new AbortController();
    const context = { ...deps, ...db(), signal: stopping.signal, clock: systemClock, counts: noCounts() } as unknown as WorkerContext;
    onTestFinished(async () => {
      stopping.abort();
      await db().jobs.offWork('send-notice-sms');
      await db().jobs.offWork('send-notice');
      await db().jobs.offWork('send-notice-push');
      await db().jobs.offWork('send-notice-call');
    });
    await workSendJobs(context);
    await vi.waitFor(async () => expect(await listCaughtMail(db().prisma, supervisor.email)).toHaveLength(10), { timeout: 10_000 });
    expect(sms.delivered).toHaveLength(0);
    await vi.waitFor(
      async () => expect(await db().prisma.notice.count({ where: { municipalityId: municipality.id, status: 'sent' } })).toBe(20),
      { timeout: 40_000, interval: 100 },
    );
    expect(sms.delivered).toHaveLength(10);
    const tries = await db().prisma.noticeAttempt.findMany({ where: { notice: { municipalityId: municipality.id, means: 'sms' } } });
    expect(tries.every(({ outcome, durationMs }) => outcome === 'sent' && durationMs >= 10_900)).toBe(true);
  });

  it('that takes a message and then fails: the person gets it once, and it is sent again with the same id', async () => {
    const { reportId } = await warned();
    const down = { ...deps, mailer: mailIsDown() };
    sms.misbehave('accept-then-fail', 1);
    for (const at of [10, 12, 13]) await work(minutes(at), down);
    expect(await states(reportId)).toEqual(['duty by email: queued', 'duty by sms: sent']);
    expect(sms.delivered).toHaveLength(1);
  });
});

describe('people who are told of one step', () => {
  it('sending to A fails: B is still told', async () => {
    const { municipality, dutyOfficer, colleague, reportId } = await warned({ mobile: null });
    await db().prisma.staff.update({ where: { id: colleague.id }, data: { dutyOfficer: true } });
    const step = await db().prisma.escalation.findFirstOrThrow({ where: { reportId } });
    await db().prisma.notice.create({
      data: {
        municipalityId: municipality.id,
        kind: 'escalation',
        reportId,
        idempotencyKey: `b:${reportId}`,
        recipientId: colleague.id,
        address: colleague.email,
        createdAt: minutes(10),
        escalations: { create: [{ escalationId: step.id }] },
      },
    });
    await sweep(deps, minutes(12));
    const server = await refusingMailServer((address) => (address === dutyOfficer.email ? 451 : null));
    await work(minutes(12), { ...deps, mailer: openMailer(server.url, 'mottak@kommune.example') });
    expect(await states(reportId)).toEqual(['duty by email: queued', 'colleague by email: sent']);
    await work(minutes(20), { ...deps, mailer: openMailer(server.url, 'mottak@kommune.example') });
    await server.close();
    // Somebody was told, so the chain does not climb; the first is still tried.
    expect(await states(reportId)).toEqual(['duty by email: queued', 'colleague by email: sent']);
  });

  it('two that are refused together tell the supervisor once', async () => {
    const cast = await createCast(db());
    await db().prisma.staff.update({ where: { id: cast.colleague.id }, data: { dutyOfficer: true } });
    const { reportId } = await receiveReport(db().door, makeIncoming(cast.municipality.id, { receivedAt: received }), received);
    await sweep({ ...deps, gateways: [] }, minutes(10));
    const ids = (await noticesOf(reportId)).map(({ id }) => id);
    const server = await refusingMailServer(() => 550);
    const refused = { ...deps, mailer: openMailer(server.url, 'mottak@kommune.example') };
    await Promise.all(ids.map((id) => sendNotice(refused, id, minutes(10)).catch(() => undefined)));
    await passOnStuckNotices(deps, minutes(10.1));
    await server.close();
    expect((await states(reportId)).filter((state) => state.startsWith('supervisor'))).toHaveLength(1);
    expect((await trail(reportId)).filter((action) => action === 'notice.passed_on')).toHaveLength(1);
  });
});

describe('a person whose browser is gone', () => {
  it('is told by other means at once, and the push notice is never said to be sent', async () => {
    const { reportId, dutyOfficer, notice } = await warned({ mobile: null });
    const { endpoint, keys } = push.subscribe();
    await db().prisma.pushSubscription.create({ data: { staffId: dutyOfficer.id, endpoint, ...keys, createdAt: received } });
    await db().prisma.notice.update({ where: { id: notice.id }, data: { means: 'push', address: dutyOfficer.id } });
    push.unsubscribe({ endpoint, keys });
    await sendNotice(deps, notice.id, minutes(10)).catch(() => undefined);
    await work(minutes(10.1));
    expect(await states(reportId)).toEqual(['duty by push: failed', 'duty by email: sent']);
    expect(await trail(reportId)).toEqual(['notice.failed', 'notice.other_means', 'notice.sent']);
  });
});

describe('a means that is not set up', () => {
  it('is not tried, and the person is told by mail at once', async () => {
    const { reportId, notice } = await warned();
    await db().prisma.notice.update({ where: { id: notice.id }, data: { means: 'call', address: '+4520202020' } });
    await sendNotice({ ...deps, gateways: [] }, notice.id, minutes(10)).catch(() => undefined);
    await work(minutes(10.1), { ...deps, gateways: [] });
    expect(await states(reportId)).toEqual(['duty by call: queued', 'duty by email: sent']);
  });
});
