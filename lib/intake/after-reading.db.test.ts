import { addMinutes } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkReports } from '@/lib/auditor/check-reports';
import { NotInstalled } from '@/lib/documents/run-program';
import { watchAttachments } from '@/lib/health/watch-attachments';
import { CHECK_SENDER, type FollowUpJob, RECOGNISE_TEXT, SCAN_ATTACHMENTS } from '@/lib/jobs/definitions';
import { mailWith } from '@/lib/testing/make-documents';
import { makeIncoming } from '@/lib/testing/make-report';
import { sampleMail } from '@/lib/testing/sample-mail';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { type ClamdSimulator, startClamdSimulator } from '@/simulators/clamd/start-clamd-simulator';
import { checkReportSender } from './check-report-sender';
import { requeueFollowUps } from './follow-ups';
import { readReport } from './read-report';
import { receiveReport } from './receive-report';
import { recogniseReport } from './recognise-report';
import { scanReport } from './scan-report';

const db = useTestDatabase();
const receivedAt = new Date('2026-11-02T10:00:00Z');
const now = addMinutes(receivedAt, 1);
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const photo = (size = 30_000) => Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(size)]);
const WORDS = 'Vi skriver om en dreng i vores klasse, som ofte kommer uden mad og tøj, og som vi gerne vil tale med jer om snart.';

async function received(raw: Uint8Array, more: object = {}) {
  const cast = await createCast(db());
  const { reportId } = await receiveReport(db().door, makeIncoming(cast.municipality.id, { receivedAt, raw }), receivedAt);
  await readReport({ prisma: db().prisma, notifyChange: () => undefined, jobs: db().jobs, ...more }, reportId, now);
  return reportId;
}
const load = (id: string) =>
  db().prisma.report.findUniqueOrThrow({
    where: { id },
    include: { attachments: { orderBy: { position: 'asc' }, omit: { content: true } } },
  });
const jobsFor = async (queue: string, reportId: string) => {
  const rows = await db().prisma.$queryRaw<
    { data: FollowUpJob }[]
  >`SELECT data FROM pgboss.job WHERE name = ${queue} AND state < 'completed'`;
  return rows.filter(({ data }) => data.reportId === reportId).length;
};
const findings = async (reportId: string) => (await checkReports(db().pool, [reportId], now)).flatMap(({ findings: found }) => found);
const deps = () => ({ prisma: db().prisma, notifyChange: () => undefined });

describe('the text of scans and photos', () => {
  it('is recognised by tesseract after the reading, in a job of its own, and marked as a machine’s', async () => {
    const reportId = await received(sampleMail(9));
    expect(await jobsFor(RECOGNISE_TEXT, reportId)).toBe(1);
    const before = await load(reportId);
    expect(before).toMatchObject({
      readStatus: 'unreadable',
      urgency: 'acute',
      attachments: [{ recogniseState: 'waiting', recognisePages: [1] }],
    });
    expect(await recogniseReport(deps(), reportId, now)).toBe(1);
    const after = await load(reportId);
    expect(after.text).toMatch(/--- .+ \[OCR\] ---\n[\s\S]*Sigurd Munkholm/);
    expect(after.text.startsWith(before.text)).toBe(true);
    expect(after.flags).toEqual([...before.flags, 'text-recognised']);
    expect(after).toMatchObject({ readStatus: 'unreadable', urgency: 'acute', attachments: [{ recogniseState: 'done' }] });
    expect(await recogniseReport(deps(), reportId, now)).toBe(0);
    expect((await load(reportId)).text).toBe(after.text);
    expect(await findings(reportId)).toEqual([]);
  }, 120_000);

  it('raises the urgency when it names danger, brings steps nearer, and the auditor agrees', async () => {
    const reportId = await received(mailWith(WORDS, [{ name: 'foto.png', content: photo() }]));
    expect((await load(reportId)).urgency).not.toBe('acute');
    const recognise = async () => 'Han truer os med en kniv lige nu';
    await recogniseReport({ ...deps(), recognise }, reportId, now);
    const { urgency, urgencyReasons } = await load(reportId);
    expect(urgency).toBe('acute');
    expect(urgencyReasons).toContainEqual(expect.objectContaining({ rule: 'weapon' }));
    expect(await findings(reportId)).toEqual([]);
  });

  it('is waited for where the program is not installed: an alarm says so, and it is done once the program is there', async () => {
    const reportId = await received(mailWith(WORDS, [{ name: 'foto.png', content: photo() }]));
    const missing = async () => {
      throw new NotInstalled('tesseract is not installed.');
    };
    await recogniseReport({ ...deps(), recognise: missing }, reportId, now);
    expect((await load(reportId)).attachments).toMatchObject([{ recogniseState: 'not-installed' }]);
    await watchAttachments(db().prisma, now);
    const open = () => db().prisma.alarm.count({ where: { code: 'ocr-missing', clearedAt: null } });
    expect(await open()).toBe(1);
    await db().prisma.$executeRaw`DELETE FROM pgboss.job`;
    expect(await requeueFollowUps({ prisma: db().prisma, jobs: db().jobs })).toBeGreaterThan(0);
    expect(await jobsFor(RECOGNISE_TEXT, reportId)).toBe(1);
    await recogniseReport({ ...deps(), recognise: async () => 'Ordene i billedet' }, reportId, now);
    await watchAttachments(db().prisma, now);
    expect(await open()).toBe(0);
  });

  it('that cannot be recognised is a state of the attachment and changes nothing else', async () => {
    const reportId = await received(mailWith(WORDS, [{ name: 'foto.png', content: photo() }]));
    const { version } = await load(reportId);
    await recogniseReport(deps(), reportId, now);
    expect(await load(reportId)).toMatchObject({ version, attachments: [{ recogniseState: 'failed' }] });
  }, 60_000);
});

describe('scanning for viruses', () => {
  let clamd: ClamdSimulator;
  beforeAll(async () => {
    clamd = await startClamdSimulator();
  });
  afterAll(() => clamd.close());
  const scan = (reportId: string) => scanReport({ ...deps(), scanner: { host: '127.0.0.1', port: clamd.port } }, reportId, now);
  const virus = () =>
    mailWith(WORDS, [
      { name: 'a.txt', type: 'text/plain', content: Buffer.from(EICAR) },
      { name: 'b.txt', type: 'text/plain', content: Buffer.alloc(700_000, 'b') },
    ]);

  it('an attachment with a virus is kept and marked, and the report is acute; the auditor agrees', async () => {
    const reportId = await received(virus(), { scans: true });
    expect(await jobsFor(SCAN_ATTACHMENTS, reportId)).toBe(1);
    expect(await scan(reportId)).toBe(1);
    const report = await load(reportId);
    expect(report).toMatchObject({ urgency: 'acute', flags: ['infected-attachment'] });
    expect(report.attachments).toMatchObject([
      { scanState: 'infected', scanFound: 'Eicar-Test-Signature' },
      { scanState: 'clean', scanFound: null },
    ]);
    expect(await db().prisma.attachment.count({ where: { reportId, content: Buffer.from(EICAR) } })).toBe(1);
    expect(await findings(reportId)).toEqual([]);
    expect(await scan(reportId)).toBe(0);
  });

  it.each(['drop', 'too-large'] as const)('a scanner that fails (%s) is tried again, and an alarm says so until it works', async (how) => {
    const reportId = await received(virus(), { scans: true });
    clamd.misbehave(how);
    expect(await scan(reportId)).toBe(0);
    expect((await load(reportId)).attachments).toMatchObject([{ scanState: 'failed' }, { scanState: 'failed' }]);
    await watchAttachments(db().prisma, now);
    const open = () => db().prisma.alarm.count({ where: { code: 'scanner-failing', clearedAt: null } });
    expect(await open()).toBe(1);
    clamd.misbehave(undefined);
    expect(await scan(reportId)).toBe(1);
    await watchAttachments(db().prisma, now);
    expect(await open()).toBe(0);
  });

  it('without a scanner nothing is said about viruses', async () => {
    const reportId = await received(virus());
    expect((await load(reportId)).attachments).toMatchObject([{ scanState: 'none' }, { scanState: 'none' }]);
    expect(await jobsFor(SCAN_ATTACHMENTS, reportId)).toBe(0);
  });
});

describe('looking up the sender of a mail', () => {
  const nobody = async () => {
    throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  };
  const checks = (reportId: string) => db().prisma.senderCheck.findUnique({ where: { reportId } });

  it('follows the reading in a job of its own, is stored beside the report and changes nothing of it', async () => {
    const reportId = await received(sampleMail(1));
    expect(await jobsFor(CHECK_SENDER, reportId)).toBe(1);
    const before = await load(reportId);
    await checkReportSender({ ...deps(), resolve: nobody }, reportId, now);
    expect(await checks(reportId)).toMatchObject({ checkedAt: now, checks: [expect.objectContaining({ method: 'dkim', result: 'none' })] });
    expect(await load(reportId)).toEqual(before);
    await checkReportSender({ ...deps(), resolve: nobody }, reportId, addMinutes(now, 5));
    expect(await checks(reportId)).toMatchObject({ checkedAt: now });
    expect(await findings(reportId)).toEqual([]);
  });

  it('a lost job is made again; for a mail out of an archive there is none', async () => {
    const reportId = await received(sampleMail(2));
    const { municipalityId } = await load(reportId);
    const imported = makeIncoming(municipalityId, { receivedAt, raw: sampleMail(3), envelope: { protocol: 'import' } });
    const old = await receiveReport(db().door, imported, receivedAt);
    await readReport({ prisma: db().prisma, notifyChange: () => undefined, jobs: db().jobs }, old.reportId, now);
    await db().prisma.$executeRaw`DELETE FROM pgboss.job`;
    await db().prisma.$executeRaw`UPDATE report SET stored_at = now() WHERE id IN (${reportId}::uuid, ${old.reportId}::uuid)`;
    await requeueFollowUps({ prisma: db().prisma, jobs: db().jobs });
    expect(await jobsFor(CHECK_SENDER, reportId)).toBe(1);
    expect(await jobsFor(CHECK_SENDER, old.reportId)).toBe(0);
  });
});
