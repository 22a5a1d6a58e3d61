import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '@/lib/clock';
import { type SweepDeps, sweep } from '@/lib/deadlines/sweep';
import type { SummaryBody } from '@/lib/domain/notice';
import { childEnv } from '@/lib/env';
import { LOCALES } from '@/lib/i18n/locales';
import { readReport } from '@/lib/intake/read-report';
import { receiveReport } from '@/lib/intake/receive-report';
import { mailIsDown, openDelivery } from '@/lib/testing/delivery';
import { makeIncoming } from '@/lib/testing/make-report';
import { runSendJobs } from '@/lib/testing/run-send-jobs';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import type { GatewaySimulator } from '@/simulators/provider/start-message-gateway';
import { startSmsSimulator } from '@/simulators/sms-gateway/start-sms-simulator';
import { createNotices, type NewNotice } from './create-notices';
import { listCaughtMail } from './list-caught-mail';
import type { MailCatcher } from './mail-catcher';
import { passOnStuckNotices } from './pass-on-stuck-notices';
import { type SendDeps, sendNotice } from './send-notice';
import { readBounce } from './take-bounce';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const minutes = (count: number) => new Date(received.getTime() + count * 60_000);

let sms: GatewaySimulator;
let catcher: MailCatcher;
let deps: SendDeps & SweepDeps;

beforeAll(async () => {
  sms = await startSmsSimulator();
  ({ deps, catcher } = await openDelivery(db(), { sms }));
});
afterAll(() => Promise.all([sms.close(), catcher.close()]));

beforeEach(async () => {
  await db().pool.query('UPDATE ladder SET next_step_at = NULL');
  await db().pool.query("UPDATE notice SET status = 'not_needed' WHERE status <> 'sent'");
  await db().pool.query('DELETE FROM pgboss.job');
  await db().pool.query('DELETE FROM caught_mail');
  sms.behave();
  sms.delivered.length = 0;
  sms.calls.length = 0;
});

const create = (notices: NewNotice[]) => db().prisma.$transaction((tx) => createNotices(tx, db().jobs, notices));
const receive = (municipalityId: string) => receiveReport(db().door, makeIncoming(municipalityId, { receivedAt: received }), received);
const trail = async (reportId: string) =>
  (await db().prisma.auditEntry.findMany({ where: { reportId, action: { startsWith: 'notice.' } }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );
const acknowledge = (id: string, by: string) =>
  db().prisma.report.update({ where: { id }, data: { state: 'acknowledged', acknowledgedById: by, acknowledgedAt: minutes(5) } });
const takeStep = (reportId: string, step: number, name = 'warn') =>
  db().prisma.escalation.create({ data: { reportId, step, name, dueAt: minutes(10), firedAt: minutes(10), late: false } });

/** Some reports of one municipality, each with a step that fired, and the fields of a summary of them. */
async function missed(count: number) {
  const cast = await createCast(db());
  const reports: { id: string; ref: string; escalationId: string }[] = [];
  for (let number = 0; number < count; number += 1) {
    const { reportId, ref } = await receive(cast.municipality.id);
    reports.push({ id: reportId, ref, escalationId: (await takeStep(reportId, 0)).id });
  }
  const urgency = (index: number) => (index === count - 1 ? ('acute' as const) : ('normal' as const));
  const body: SummaryBody = {
    reports: reports.map(({ ref }, index) => ({ ref, urgency: urgency(index), dueAt: minutes(index).toISOString(), step: 'warn' })),
  };
  const summary = (means: 'email' | 'sms', address: string): NewNotice => ({
    municipalityId: cast.municipality.id,
    kind: 'summary',
    means,
    idempotencyKey: `summary:${cast.municipality.id}:${means}`,
    recipientId: cast.dutyOfficer.id,
    audience: 'on-duty',
    address,
    createdAt: minutes(10),
    body,
    escalationIds: reports.map(({ escalationId }) => escalationId),
  });
  return { ...cast, reports, summary };
}

describe('a summary', () => {
  it('lists in one mail what still waits, most urgent first, and stands on the trail of each report', async () => {
    const { reports, summary, dutyOfficer, owner } = await missed(4);
    await create([summary('email', dutyOfficer.email)]);
    await acknowledge(reports[0]?.id ?? '', owner.id);
    expect(await runSendJobs(deps, minutes(11))).toEqual(['sent']);
    const [mail] = await listCaughtMail(db().prisma);
    const listed = [...(mail?.text ?? '').matchAll(/M26-\w{4}-\w{4}/g)].map(([ref]) => ref);
    expect(listed).toEqual([reports[3], reports[1], reports[2]].map((report) => report?.ref));
    expect(mail).toMatchObject({ subject: '3 underretninger venter' });
    expect(mail?.text).toContain('https://mottak.example/queue');
    for (const { id } of reports) expect(await trail(id)).toEqual(['notice.sent']);
  });

  it('by text message says how many and where, in no more than one message', async () => {
    const { summary } = await missed(3);
    await create([summary('sms', '+4520202020')]);
    await runSendJobs(deps, minutes(11));
    expect(sms.delivered.map(({ text }) => text)).toEqual(['3 underretninger venter\nhttps://mottak.example/queue']);
    expect(sms.delivered[0]?.text?.length).toBeLessThanOrEqual(160);
  });

  it('is not sent when every report of it was acknowledged meanwhile', async () => {
    const { reports, summary, dutyOfficer, owner } = await missed(2);
    await create([summary('email', dutyOfficer.email)]);
    for (const { id } of reports) await acknowledge(id, owner.id);
    expect(await runSendJobs(deps, minutes(11))).toEqual(['not_needed']);
    for (const { id } of reports) expect(await trail(id)).toEqual(['notice.not_needed']);
  });

  it('that cannot be delivered goes on as a whole', async () => {
    const { reports, summary, dutyOfficer, supervisor } = await missed(2);
    await create([summary('email', dutyOfficer.email)]);
    const down = { ...deps, mailer: mailIsDown() };
    await runSendJobs(down, minutes(11));
    expect(await passOnStuckNotices(down, minutes(12))).toBe(1);
    await runSendJobs(deps, minutes(12));
    const [mail] = await listCaughtMail(db().prisma, supervisor.email);
    for (const { ref, id } of reports) {
      expect(mail?.text).toContain(ref);
      expect(await trail(id)).toContain('notice.passed_on');
    }
  });

  it('of thousands of reports is written and sent in one piece', async () => {
    const cast = await createCast(db());
    const rows = await db().pool.query<{ id: string }>(
      `INSERT INTO escalation (id, report_id, round, step, name, due_at, fired_at, late)
       SELECT gen_random_uuid(), $1, n, 0, 'warn', now(), now(), true FROM generate_series(1, 3000) n RETURNING id`,
      [(await receive(cast.municipality.id)).reportId],
    );
    const reports = Array.from({ length: 3000 }, (_, n) => ({
      ref: `M26-AAAA-${1000 + n}`,
      urgency: 'acute' as const,
      dueAt: null,
      step: 'warn',
    }));
    await create([
      {
        municipalityId: cast.municipality.id,
        kind: 'summary',
        idempotencyKey: `many:${cast.municipality.id}`,
        recipientId: cast.supervisor.id,
        address: cast.supervisor.email,
        createdAt: minutes(10),
        body: { reports },
        escalationIds: rows.rows.map(({ id }) => id),
      },
    ]);
    expect(await runSendJobs(deps, minutes(11))).toEqual(['sent']);
    const [mail] = await listCaughtMail(db().prisma);
    expect(mail?.text.match(/M26-AAAA/g)).toHaveLength(50);
    expect(mail?.text).toContain('og 2.950 til');
  });
});

describe('the two clocks', () => {
  const ruleNotice = async (rule: string) => {
    const cast = await createCast(db());
    const { reportId } = await receive(cast.municipality.id);
    const step = await takeStep(reportId, 0);
    const { id: municipalityId } = cast.municipality;
    await create([
      {
        municipalityId,
        kind: 'escalation',
        clock: rule,
        reportId,
        idempotencyKey: `rule:${reportId}`,
        recipientId: cast.owner.id,
        address: cast.owner.email,
        createdAt: minutes(10),
        escalationIds: [step.id],
      },
    ]);
    return { ...cast, reportId };
  };

  it("a notice of a rule's deadline is sent although somebody has acknowledged, and speaks of that deadline", async () => {
    const { reportId, owner } = await ruleNotice('dk.first-assessment');
    await acknowledge(reportId, owner.id);
    expect(await runSendJobs(deps, minutes(11))).toEqual(['sent']);
    const [mail] = await listCaughtMail(db().prisma, owner.email);
    expect(mail?.subject).toContain('fristen nærmer sig');
    expect(mail?.text).toContain('Barnets lov § 136');
    expect(mail?.text).not.toContain('ingen har kvitteret');
  });

  it('and is not sent when the deadline was met meanwhile, which is recorded', async () => {
    const { reportId } = await ruleNotice('dk.first-assessment');
    await db().prisma.deadline.updateMany({ where: { reportId, rule: 'dk.first-assessment' }, data: { metAt: minutes(10) } });
    expect(await runSendJobs(deps, minutes(11))).toEqual(['not_needed']);
    expect(await trail(reportId)).toEqual(['notice.not_needed']);
  });
});

describe('somebody outside the staff', () => {
  it('is told by address in the language of the municipality, and staff are told when that does not arrive', async () => {
    const { municipality, dutyOfficer } = await createCast(db(), 'no');
    const { reportId } = await receive(municipality.id);
    const step = await takeStep(reportId, 0);
    await create([
      {
        municipalityId: municipality.id,
        kind: 'escalation',
        means: 'sms',
        reportId,
        idempotencyKey: `outside:${reportId}`,
        recipientLabel: 'Barnevernvakten',
        address: '+4755555555',
        createdAt: minutes(10),
        escalationIds: [step.id],
      },
    ]);
    sms.misbehave('refuse', 1);
    await runSendJobs(deps, minutes(10));
    await runSendJobs(deps, minutes(11));
    expect(sms.delivered.map(({ to, text }) => [to, text?.split('\n')[0]?.split(': ')[1]])).toEqual([
      ['+4755555555', 'ikke kvittert ennå'],
    ]);
    expect((await listCaughtMail(db().prisma)).map(({ recipient }) => recipient)).toEqual([dutyOfficer.email]);
    const entry = await db().prisma.auditEntry.findFirstOrThrow({ where: { reportId, action: 'notice.failed' } });
    expect(entry.detail).toMatchObject({ outside: 'Barnevernvakten', code: 'http-422' });
  });
});

describe('an alarm', () => {
  it.each(LOCALES)('%s: is told in the language of the reader, and goes on when it does not arrive', async (locale) => {
    const { municipality, administrator, supervisor } = await createCast(db());
    await db().prisma.staff.updateMany({ where: { municipalityId: municipality.id }, data: { locale, mobile: '+4520202020' } });
    await create([
      {
        municipalityId: municipality.id,
        kind: 'alarm',
        audience: 'supervisor',
        idempotencyKey: `alarm:${municipality.id}`,
        recipientId: supervisor.id,
        address: supervisor.email,
        createdAt: minutes(10),
        body: { alarm: 'some-new-code', path: '/overview' },
      },
    ]);
    const down = { ...deps, mailer: mailIsDown(), gateways: [] };
    await runSendJobs(down, minutes(10));
    expect(await passOnStuckNotices(down, minutes(14.9))).toBe(0);
    expect(await passOnStuckNotices(down, minutes(15))).toBe(1);
    await runSendJobs(deps, minutes(15));
    const mails = await listCaughtMail(db().prisma);
    expect(mails.map(({ recipient }) => recipient).sort()).toEqual([administrator.email, supervisor.email]);
    expect(mails[0]?.text).toContain('some-new-code');
    expect(mails[0]?.html).toContain(`lang="${locale}"`);
    const hops = await db().prisma.auditEntry.findMany({ where: { municipalityId: municipality.id, action: 'notice.passed_on' } });
    expect(hops).toHaveLength(1);
  });
});

describe('a mail that comes back', () => {
  const dsn = (messageId: string, action = 'failed') =>
    new TextEncoder().encode(
      [
        'From: mailer-daemon@mx.example',
        'To: mottak@home.example',
        'Subject: Undelivered Mail Returned to Sender',
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; boundary="b"; report-type=delivery-status',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'Your message could not be delivered.',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.example',
        '',
        'Final-Recipient: rfc822; duty@staff.example',
        `Action: ${action}`,
        'Status: 5.1.1',
        '--b',
        'Content-Type: message/rfc822',
        '',
        'Subject: something',
        'Message-ID:',
        ` <${messageId}>`,
        '',
        'text',
        '--b--',
        '',
      ].join('\r\n'),
    );

  async function sentThenReturned(action?: string) {
    const cast = await createCast(db());
    const { reportId } = await receive(cast.municipality.id);
    await sweep(deps, minutes(10));
    await db().prisma.ladder.updateMany({ where: { reportId }, data: { nextStepAt: null } });
    await runSendJobs(deps, minutes(10));
    const [notice] = await db().prisma.notice.findMany({ where: { reportId } });
    const raw = dsn(notice?.messageId ?? '', action);
    const bounce = await receiveReport(db().door, makeIncoming(cast.municipality.id, { raw, receivedAt: minutes(20) }), minutes(20));
    const reading = { prisma: db().prisma, notifyChange: () => undefined };
    await readReport(reading, bounce.reportId, minutes(20));
    const statuses = async () =>
      (await db().prisma.notice.findMany({ where: { reportId }, orderBy: { id: 'asc' } })).map(({ status }) => status);
    return { ...cast, reportId, notice, bounce, statuses };
  }

  it('is not said to be sent any more, the supervisor is told, and the bounce itself is in the queue', async () => {
    const { reportId, notice, bounce, supervisor, statuses } = await sentThenReturned();
    expect(await statuses()).toEqual(['failed']);
    const tries = await db().prisma.noticeAttempt.findMany({ where: { noticeId: notice?.id }, orderBy: { at: 'asc' } });
    expect(tries.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['sent', 'ok'],
      ['bounced', 'dsn-5.1.1'],
    ]);
    expect(await passOnStuckNotices(deps, minutes(20.1))).toBe(1);
    await runSendJobs(deps, minutes(20.1));
    expect(await listCaughtMail(db().prisma, supervisor.email)).toHaveLength(1);
    expect(await trail(reportId)).toEqual(['notice.sent', 'notice.bounced', 'notice.passed_on', 'notice.sent']);
    const item = await db().prisma.report.findUniqueOrThrow({ where: { id: bounce.reportId } });
    expect(item).toMatchObject({ state: 'unacknowledged', readStatus: 'read' });
  });

  it.each(['delayed', 'delivered', 'relayed'])('a report that it is %s changes nothing', async (action) => {
    const { statuses } = await sentThenReturned(action);
    expect(await statuses()).toEqual(['sent']);
    expect(await passOnStuckNotices(deps, minutes(21))).toBe(0);
  });

  it('names the status as a code, and what is no such report is none', () => {
    expect(readBounce('Action: Failed\r\nStatus: 5.2.2 (mailbox full)\r\nMessage-Id: <a@b>\r\n')).toEqual({
      messageIds: ['a@b'],
      code: 'dsn-5.2.2',
    });
    expect(readBounce('Action: failed\r\nMessage-ID: <a@b>\r\n')).toEqual({ messageIds: ['a@b'], code: 'dsn' });
    expect(readBounce('Message-ID: <a@b>\r\n\r\nThe action: failed')).toBeNull();
  });
});

describe('a worker that is killed between sending and recording', () => {
  it('leaves a notice that is sent again with the same id, so that the telephone shows it once', { timeout: 90_000 }, async () => {
    const { municipality, dutyOfficer } = await createCast(db());
    const notice = {
      municipalityId: municipality.id,
      kind: 'test' as const,
      means: 'sms' as const,
      idempotencyKey: `killed:${municipality.id}`,
      recipientId: dutyOfficer.id,
      address: '+4520202020',
      createdAt: systemClock(),
    };
    await create([notice]);
    sms.misbehave('hang', 1);
    const env = childEnv({ DATABASE_URL: db().url, SMTP_PORT: '1', SMTP_HOST: '203.0.113.1', SMS_URL: sms.url, SMS_TOKEN: sms.token });
    const child = spawn(process.execPath, ['--import', 'tsx', 'worker.ts'], { env, stdio: 'ignore' });
    await vi.waitFor(() => expect(sms.delivered).toHaveLength(1), { timeout: 60_000, interval: 50 });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { id, status } = await db().prisma.notice.findUniqueOrThrow({ where: { idempotencyKey: notice.idempotencyKey } });
    expect(status).toBe('sending');
    expect(await sendNotice(deps, id, systemClock())).toBe('busy');
    expect(await sendNotice(deps, id, new Date(systemClock().getTime() + 60_000))).toBe('sent');
    expect(sms.calls.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(2).fill(sms.delivered[0]?.id));
    expect(sms.delivered).toHaveLength(1);
  });
});
