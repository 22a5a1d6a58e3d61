import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { type SweepDeps, sweep } from '@/lib/deadlines/sweep';
import type { Country } from '@/lib/domain/report';
import { LOCALES } from '@/lib/i18n/locales';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { refusingMailServer } from '@/lib/testing/refusing-mail-server';
import { runSendJobs } from '@/lib/testing/run-send-jobs';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { sendDueDigests } from './digest';
import { listCaughtMail } from './list-caught-mail';
import { type MailCatcher, startMailCatcher } from './mail-catcher';
import { noMailer, openMailer } from './mailer';
import { type SendDeps, sendNotice } from './send-notice';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const minutes = (count: number) => new Date(received.getTime() + count * 60_000);

let catcher: MailCatcher;
let deps: SendDeps & SweepDeps;

beforeAll(async () => {
  catcher = await startMailCatcher({ prisma: db().prisma, clock: fixedClock(received) });
  deps = { ...db(), ...db().door, mailer: openMailer(catcher.url, 'Mottak <mottak@kommune.example>'), publicUrl: 'https://mottak.example' };
});
afterAll(() => catcher.close());

beforeEach(async () => {
  await db().pool.query('UPDATE ladder SET next_step_at = NULL');
  await db().pool.query("UPDATE notice SET status = 'not_needed' WHERE status <> 'sent'");
  await db().pool.query('DELETE FROM pgboss.job');
  await db().pool.query('DELETE FROM caught_mail');
});

async function warned(country: Country = 'dk') {
  const cast = await createCast(db(), country);
  const receipt = await receiveReport(db().door, makeIncoming(cast.municipality.id, { receivedAt: received }), received);
  await sweep(deps, minutes(10));
  const notice = await db().prisma.notice.findFirstOrThrow({ where: { reportId: receipt.reportId } });
  return { ...cast, ...receipt, notice };
}

const noticeOf = (id: string) => db().prisma.notice.findUniqueOrThrow({ where: { id } });

describe('a notice', () => {
  it('waits while the mail server is down, keeps a code without personal data, and is delivered once afterwards', async () => {
    const { notice, dutyOfficer } = await warned();
    const down = { ...deps, mailer: openMailer('smtp://127.0.0.1:1', 'Mottak <mottak@kommune.example>') };
    for (const at of [10, 20, 130]) expect(await runSendJobs(down, minutes(at))).toEqual(['failed']);
    expect(await noticeOf(notice.id)).toMatchObject({ status: 'queued', attempts: 3, sentAt: null, lastError: 'esocket' });
    expect(await runSendJobs(deps, minutes(131))).toEqual(['sent']);
    expect(await runSendJobs(deps, minutes(132))).toEqual([]);
    expect(await sendNotice(deps, notice.id, minutes(133))).toBe('done');
    expect(await noticeOf(notice.id)).toMatchObject({ status: 'sent', attempts: 4, sentAt: minutes(131), lastError: null });
    expect((await listCaughtMail(db().prisma)).map((mail) => mail.recipient)).toEqual([dutyOfficer.email]);
  });

  it('waits where the installation names no mail server', async () => {
    const { notice } = await warned();
    await expect(sendNotice({ ...deps, mailer: noMailer }, notice.id, minutes(10))).rejects.toThrow();
    expect(await noticeOf(notice.id)).toMatchObject({ status: 'queued', lastError: 'no-mail-server' });
  });

  it('is not sent twice by eight senders at once', async () => {
    const { notice } = await warned();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => sendNotice(deps, notice.id, minutes(10))));
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(1);
    expect(await listCaughtMail(db().prisma)).toHaveLength(1);
  });

  it('has the same Message-ID on every try, and is marked as automatic', async () => {
    const { notice } = await warned();
    const seen: string[] = [];
    const failing = {
      ...deps,
      mailer: {
        ...deps.mailer,
        send: async ({ id }: { id: string }) => {
          seen.push(id);
          throw new Error('lost');
        },
      },
    };
    await sendNotice(failing, notice.id, minutes(10)).catch(() => undefined);
    await sendNotice(failing, notice.id, minutes(11)).catch(() => undefined);
    expect(seen[0]).toMatch(/^[0-9a-f]{32}@mottak\.example$/);
    expect(new Set(seen).size).toBe(1);
  });
});

describe('a recipient that the mail server refuses for good', () => {
  it('is passed on to the next person at once, while it is still tried', async () => {
    const { notice, reportId, supervisor } = await warned();
    const refusing = await refusingMailServer(() => 550);
    await runSendJobs({ ...deps, mailer: openMailer(refusing.url, 'mottak@kommune.example') }, minutes(11));
    await refusing.close();
    expect(await noticeOf(notice.id)).toMatchObject({ status: 'queued', lastError: 'smtp-550', passedOnAt: minutes(11) });
    await runSendJobs(deps, minutes(11));
    expect((await listCaughtMail(db().prisma, supervisor.email)).length).toBe(1);
    expect(await noticeOf(notice.id)).toMatchObject({ status: 'sent' });
    const trail = await db().prisma.auditEntry.findMany({ where: { reportId }, orderBy: { id: 'asc' } });
    expect(trail.map(({ action }) => action).slice(-4)).toEqual(['notice.failed', 'notice.passed_on', 'notice.sent', 'notice.sent']);
    expect(trail.find(({ action }) => action === 'notice.passed_on')?.detail).toMatchObject({
      code: 'smtp-550',
      audience: 'supervisor',
      recipients: [supervisor.id],
    });
  });

  it('goes on up to the administrators, each told once, and when nobody is left that is recorded', async () => {
    const { reportId, supervisor, administrator } = await warned();
    const refusing = await refusingMailServer(() => 550);
    const refused = { ...deps, mailer: openMailer(refusing.url, 'mottak@kommune.example') };
    for (const at of [11, 12, 13, 14]) await runSendJobs(refused, minutes(at));
    await refusing.close();
    const hops = await db().prisma.auditEntry.findMany({
      where: { reportId, action: { in: ['notice.passed_on', 'notice.nobody_left'] } },
      orderBy: { id: 'asc' },
    });
    expect(hops.map(({ action, detail }) => [action, (detail as { recipients?: string[] }).recipients])).toEqual([
      ['notice.passed_on', [supervisor.id]],
      ['notice.passed_on', [administrator.id]],
      ['notice.nobody_left', undefined],
    ]);
    await runSendJobs(deps, minutes(20));
    expect(await listCaughtMail(db().prisma, administrator.email)).toHaveLength(1);
    expect(await listCaughtMail(db().prisma, supervisor.email)).toHaveLength(1);
  });

  it('a server that is only busy is waited for', async () => {
    const { notice, reportId } = await warned();
    const busy = await refusingMailServer(() => 451);
    await runSendJobs({ ...deps, mailer: openMailer(busy.url, 'mottak@kommune.example') }, minutes(11));
    await busy.close();
    expect(await noticeOf(notice.id)).toMatchObject({ lastError: 'smtp-451' });
    expect(await db().prisma.notice.count({ where: { reportId } })).toBe(1);
  });
});

describe('what a mail says', () => {
  it.each([
    ['dk', 'Barnets lov § 136', 'lovbestemt frist', 'tirsdag den 3. november 2026 kl. 11.00'],
    ['no', 'Barnevernsloven § 2-1 første ledd', 'lokalt mål', 'mandag 2. november 2026 kl. 23:59'],
    ['se', '20 kap. 1 § socialtjänstlagen (2025:400)', 'lokalt mål', 'måndag 2 november 2026 kl. 23:59'],
  ] as const)('%s: which limit it is, with its citation, and the due time of the place', async (country, citation, kind, time) => {
    const { ref } = await warned(country);
    await runSendJobs(deps, minutes(10));
    const [mail] = await listCaughtMail(db().prisma);
    for (const part of [citation, kind, time, ref, `https://mottak.example/reports/${ref}`]) expect(mail?.text).toContain(part);
    expect(mail?.html).toContain(`<a href="https://mottak.example/reports/${ref}">`);
    expect(mail?.subject).toContain(ref);
  });

  it('a target is never called a limit of the law', async () => {
    await warned('se');
    await runSendJobs(deps, minutes(10));
    expect((await listCaughtMail(db().prisma))[0]?.text).toContain('inte en lagstadgad frist');
  });

  it.each(LOCALES)('%s: every step, late or not, and the digest are said in the language of the recipient', async (locale) => {
    const { municipality, dutyOfficer, supervisor } = await warned();
    await db().prisma.staff.updateMany({ where: { id: { in: [dutyOfficer.id, supervisor.id] } }, data: { locale } });
    await sweep(deps, minutes(24 * 60));
    await sendDueDigests(deps, minutes(24 * 60));
    await db().prisma.notice.updateMany({
      where: { municipalityId: { not: municipality.id }, status: 'queued' },
      data: { status: 'not_needed' },
    });
    expect(await runSendJobs(deps, minutes(24 * 60))).not.toContain('failed');
    const mails = [...(await listCaughtMail(db().prisma, dutyOfficer.email)), ...(await listCaughtMail(db().prisma, supervisor.email))];
    expect(mails).toHaveLength(14);
    expect(mails.every((mail) => mail.html?.includes(`lang="${locale}"`))).toBe(true);
    expect(mails.some((mail) => /undefined|null|\{|notice\.|digest\./.test(mail.subject + mail.text))).toBe(false);
  });

  it("nothing of a report and nobody's name stands in any mail, notice or job", async () => {
    const marker = 'Xaviera-Merkenavn';
    const { municipality, owner } = await createCast(db());
    const raw = new TextEncoder().encode(`From: ${marker} <${marker}@notifier.example>\r\nSubject: ${marker}\r\n\r\n${marker}\r\n`);
    const incoming = makeIncoming(municipality.id, { raw, subject: marker, envelope: { from: marker }, receivedAt: received });
    const { reportId } = await receiveReport(db().door, incoming, received);
    await db().prisma.report.update({
      where: { id: reportId },
      data: {
        text: marker,
        html: marker,
        notifier: { name: marker },
        assignedToId: owner.id,
        children: { create: [{ position: 0, name: marker, nationalId: marker }] },
      },
    });
    await db().prisma.staff.updateMany({ where: { municipalityId: municipality.id }, data: { name: marker } });
    for (const at of [10, 30, 24 * 60]) {
      await sweep(deps, minutes(at));
      await sendDueDigests(deps, minutes(at));
      await runSendJobs(deps, minutes(at));
    }
    const mails = await db().prisma.caughtMail.findMany();
    expect(mails.length).toBeGreaterThanOrEqual(8);
    const left = [
      mails,
      await db().prisma.notice.findMany(),
      await db().prisma.escalation.findMany(),
      (await db().pool.query('SELECT * FROM pgboss.job')).rows,
    ];
    expect(JSON.stringify(left, (_key, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(marker);
  });
});
