import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import type { DigestBody } from '@/lib/domain/digest';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { runSendJobs } from '@/lib/testing/run-send-jobs';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { sendDueDigests } from './digest';
import { listCaughtMail } from './list-caught-mail';
import { type MailCatcher, startMailCatcher } from './mail-catcher';
import { openMailer } from './mailer';
import type { SendDeps } from './send-notice';

const db = useTestDatabase();
const at = (iso: string) => new Date(iso);

let catcher: MailCatcher;
let deps: SendDeps;

beforeAll(async () => {
  catcher = await startMailCatcher({ prisma: db().prisma, clock: fixedClock(at('2026-11-03T06:30:00Z')) });
  deps = { ...db(), ...db().door, mailer: openMailer(catcher.url, 'Mottak <mottak@kommune.example>'), publicUrl: 'https://mottak.example' };
});
afterAll(() => catcher.close());

// A municipality of an earlier test would have its digest too.
beforeEach(async () => {
  await db().pool.query("UPDATE municipality SET digest_time = '24:00'");
  await db().pool.query('DELETE FROM pgboss.job');
  await db().pool.query('DELETE FROM caught_mail');
});

const bodies = async (municipalityId: string) =>
  (
    await db().prisma.notice.findMany({ where: { municipalityId, kind: 'digest' }, orderBy: { id: 'asc' }, include: { recipient: true } })
  ).map((notice) => ({ to: notice.recipient?.name, body: notice.body as DigestBody }));

async function home(country: 'dk' | 'no' | 'se' = 'dk') {
  const cast = await createCast(db(), country);
  await db().prisma.municipality.update({ where: { id: cast.otherMunicipality.id }, data: { digestTime: '24:00' } });
  return cast;
}

describe('the daily digest', () => {
  it.each(['dk', 'no', 'se'] as const)(
    '%s: goes at the local time to every active member of staff, once, also when there is nothing to say',
    async (country) => {
      const { colleague, outsider } = await home(country);
      await db().prisma.staff.update({ where: { id: colleague.id }, data: { active: false } });
      expect(await sendDueDigests(deps, at('2026-11-03T06:29:59Z'))).toBe(0);
      expect(await sendDueDigests(deps, at('2026-11-03T06:30:00Z'))).toBe(4);
      expect(await sendDueDigests(deps, at('2026-11-03T06:30:30Z'))).toBe(0);
      await runSendJobs(deps, at('2026-11-03T06:30:00Z'));
      const mails = await listCaughtMail(db().prisma);
      expect(mails.map((mail) => mail.recipient.split('-')[0]).sort()).toEqual(['administrator', 'duty', 'owner', 'supervisor']);
      expect(mails.some((mail) => [colleague.email, outsider.email].includes(mail.recipient))).toBe(false);
      const empty = { dk: 'Ingen åbne underretninger.', no: 'Ingen åpne bekymringsmeldinger.', se: 'Inga öppna orosanmälningar.' }[country];
      for (const mail of mails) expect(mail.text).toContain(empty);
      expect(mails[0]?.text).toMatch(/: 0\n.*: 0\n.*: 0\n/);
    },
  );

  it.each([
    ['the spring change', '2026-03-29T05:29:59Z', '2026-03-29T05:30:00Z'],
    ['the autumn change', '2026-10-25T06:29:59Z', '2026-10-25T06:30:00Z'],
  ])('on the day of %s it goes at the local time', async (_, before, then) => {
    await home('no');
    expect(await sendDueDigests(deps, at(before))).toBe(0);
    expect(await sendDueDigests(deps, at(then))).toBe(5);
  });

  it('after an interruption it goes late the same day, once', async () => {
    await home();
    expect(await sendDueDigests(deps, at('2026-11-03T20:00:00Z'))).toBe(5);
    expect(await sendDueDigests(deps, at('2026-11-03T22:30:00Z'))).toBe(0);
    expect(await sendDueDigests(deps, at('2026-11-04T06:30:00Z'))).toBe(5);
  });

  it('is written once by four workers at once', async () => {
    const { municipality } = await home();
    const made = await Promise.all(Array.from({ length: 4 }, () => sendDueDigests(deps, at('2026-11-03T06:30:00Z'))));
    expect(made.sort()).toEqual([0, 0, 0, 5]);
    expect(await bodies(municipality.id)).toHaveLength(5);
  });

  it('counts what is new by channel, what is open, overdue and due soon, and what is assigned to the reader', async () => {
    const { municipality, owner, colleague } = await home();
    const channel = await db().prisma.channel.findFirstOrThrow({ where: { municipalityId: municipality.id, kind: 'secure_post' } });
    await db().prisma.channel.update({
      where: { id: channel.id },
      data: { lastError: 'connection refused', lastErrorAt: at('2026-11-03T05:00:00Z') },
    });
    const receive = (iso: string, kind: 'form' | 'email') =>
      receiveReport(db().door, makeIncoming(municipality.id, { receivedAt: at(iso), channel: { kind, name: kind } }), at(iso));
    await receive('2026-11-01T10:00:00Z', 'email');
    await sendDueDigests(deps, at('2026-11-02T06:30:00Z'));
    const { reportId } = await receive('2026-11-02T08:00:00Z', 'email');
    await receive('2026-11-02T09:00:00Z', 'form');
    const assessed = await receive('2026-11-02T09:00:00Z', 'form');
    await db().prisma.report.update({ where: { id: assessed.reportId }, data: { state: 'assessed', assessedById: owner.id } });
    await db().prisma.report.update({
      where: { id: reportId },
      data: { state: 'acknowledged', acknowledgedById: owner.id, assignedToId: owner.id },
    });
    await sendDueDigests(deps, at('2026-11-03T06:30:00Z'));
    const second = (await bodies(municipality.id)).filter(({ body }) => body.date === '2026-11-03');
    expect(second.find(({ to }) => to === 'owner')?.body).toEqual({
      date: '2026-11-03',
      since: '2026-11-02T06:30:00.000Z',
      at: '2026-11-03T06:30:00.000Z',
      received: [
        { kind: 'form', name: 'form', count: 2, hasError: false },
        { kind: 'email', name: 'email', count: 1, hasError: false },
        { kind: 'secure_post', name: 'altinn:test-resource', count: 0, hasError: true },
        { kind: 'phone', name: 'phone', count: 0, hasError: false },
      ],
      unacknowledged: 2,
      overdue: 1,
      dueSoon: 2,
      open: 3,
      mine: 1,
    });
    expect(second.find(({ to }) => to === colleague.name)?.body.mine).toBe(0);
    await db().prisma.notice.updateMany({ where: { NOT: { idempotencyKey: { endsWith: '2026-11-03' } } }, data: { status: 'not_needed' } });
    await runSendJobs(deps, at('2026-11-03T06:30:00Z'));
    const [mail] = await listCaughtMail(db().prisma, owner.email);
    for (const line of [
      'Formular: 2',
      'E-mail: 1',
      'Sikker post: 0 (kanalen melder om en fejl)',
      'Telefon: 0',
      'I alt: 3',
      'Tildelt dig: 1',
    ])
      expect(mail?.text).toContain(line);
  });

  it('links to the pages that the reader may open', async () => {
    const { owner, supervisor, administrator } = await home();
    await sendDueDigests(deps, at('2026-11-03T06:30:00Z'));
    await runSendJobs(deps, at('2026-11-03T06:30:00Z'));
    const links = async (address: string) => (await listCaughtMail(db().prisma, address))[0]?.text.match(/https:\S+/g);
    expect(await links(owner.email)).toEqual(['https://mottak.example/queue']);
    expect(await links(supervisor.email)).toEqual([
      'https://mottak.example/escalation',
      'https://mottak.example/queue',
      'https://mottak.example/overview',
    ]);
    expect(await links(administrator.email)).toEqual(['https://mottak.example/escalation', 'https://mottak.example/overview']);
  });
});
