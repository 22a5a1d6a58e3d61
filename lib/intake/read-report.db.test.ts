import { addMinutes } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { auditHash } from '@/lib/domain/audit';
import { defaultPolicy } from '@/lib/domain/escalation/default-policy';
import { stepInstants } from '@/lib/domain/escalation/ladder';
import type { ReadResult } from '@/lib/domain/report';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { acknowledge } from '@/lib/triage/acknowledge';
import { changeUrgency } from '@/lib/triage/change-urgency';
import type { IncomingReport } from './incoming-report';
import { nothingRead, type ReaderEntry } from './read-arrival';
import { readReport } from './read-report';
import { receiveReport } from './receive-report';

const db = useTestDatabase();
const receivedAt = new Date('2026-11-02T10:00:00Z');
const now = addMinutes(receivedAt, 1);

/** Readers that give this result for the mails of the tests. */
function reader(read: Partial<ReadResult> | (() => Promise<ReadResult>)): ReaderEntry[] {
  const result = async (): Promise<ReadResult> => (typeof read === 'function' ? read() : { ...nothingRead([]), status: 'read', ...read });
  return [{ kinds: ['email'], mediaTypes: ['message/rfc822'], read: result }];
}

async function received(changes: Partial<IncomingReport> = {}) {
  const cast = await createCast(db());
  const receipt = await receiveReport(db().door, makeIncoming(cast.municipality.id, { receivedAt, ...changes }), now);
  return { cast, ...receipt };
}

const deps = (readers: ReaderEntry[]) => ({ prisma: db().prisma, notifyChange: (id: string) => db().changes.push(id), readers });
const load = (id: string) =>
  db().prisma.report.findUniqueOrThrow({
    where: { id },
    include: { children: { orderBy: { position: 'asc' } }, attachments: { orderBy: { position: 'asc' } } },
  });
const ladder = (reportId: string, clock = 'acknowledge') =>
  db().prisma.ladder.findUniqueOrThrow({ where: { reportId_clock: { reportId, clock } } });
const firstStep = (urgency: 'acute' | 'normal', dueAt: Date | null) =>
  stepInstants(defaultPolicy('dk').acknowledge[urgency], { startedAt: receivedAt, dueAt })[0];

describe('reading a report', () => {
  it('completes the queue item with everything that the reader gave, and logs it in codes only', async () => {
    const { reportId, cast } = await received({ flags: ['wrong-address'] });
    db().changes.length = 0;
    const readers = reader({
      subject: 'Om Solveig',
      text: 'Faren drikker i helgene.',
      html: '<p>Faren drikker i helgene.</p>',
      flags: ['text-shortened', 'wrong-address'],
      notifier: { kind: 'private', anonymous: false, name: 'Kari Melder' },
      children: [{ name: 'Solveig Nes', birthDate: '2017-03-01' }, { unborn: true }],
      attachments: [{ name: 'brev.txt', mediaType: 'text/plain', content: new TextEncoder().encode('abc'), flags: [] }],
    });
    expect(await readReport(deps(readers), reportId, now)).toBe('read');
    const report = await load(reportId);
    expect(report).toMatchObject({
      subject: 'Om Solveig',
      text: 'Faren drikker i helgene.',
      html: '<p>Faren drikker i helgene.</p>',
      readStatus: 'read',
      readAt: now,
      urgency: 'high',
      flags: ['wrong-address', 'text-shortened'],
      notifier: { name: 'Kari Melder' },
      version: 2,
    });
    expect(report.children).toMatchObject([
      { position: 0, name: 'Solveig Nes', unborn: false },
      { position: 1, unborn: true },
    ]);
    expect(report.attachments).toMatchObject([
      { name: 'brev.txt', size: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
    ]);
    expect(db().changes).toEqual([cast.municipality.id]);
    const entries = await db().prisma.auditEntry.findMany({ where: { reportId }, orderBy: { id: 'asc' } });
    expect(entries.map(({ action }) => action)).toEqual(['report.received', 'report.read']);
    expect(entries[1]?.previousHash).toBe(entries[0]?.hash);
    const last = entries[1];
    if (!last) throw new Error('no entry');
    expect(last.hash).toBe(auditHash(last.previousHash, { ...last, detail: last.detail as Record<string, unknown> }));
    expect(JSON.stringify(last.detail)).not.toMatch(/Solveig|Kari|drikker/);
  });

  it('a second reading, and two at once, change nothing', async () => {
    const { reportId } = await received();
    const readers = reader({
      text: 'Et barn.',
      children: [{ name: 'Bo' }],
      attachments: [{ name: 'a', mediaType: 'b/c', content: new Uint8Array(2), flags: [] }],
    });
    const answers = await Promise.all([1, 2, 3].map(() => readReport(deps(readers), reportId, now)));
    const first = await load(reportId);
    expect(await readReport(deps(reader({ text: 'Something else.' })), reportId, addMinutes(now, 5))).toBe('read');
    expect(answers).toEqual(['read', 'read', 'read']);
    expect(await load(reportId)).toEqual(first);
    expect(await db().prisma.auditEntry.count({ where: { reportId, action: 'report.read' } })).toBe(1);
  });

  it('NUL bytes and lone surrogates anywhere in a reading do not lose it', async () => {
    const { reportId } = await received();
    const readers = reader({
      subject: 'a\u0000',
      text: 'kniv\u0000\uD800',
      html: '\u0000',
      flags: ['x\u0000'],
      notifier: { kind: 'private', anonymous: false, name: '\u0000' },
      children: [{ name: 'Bo\u0000', school: '\uDC00' }],
      attachments: [{ name: '\u0000.pdf', mediaType: 'application/\u0000', content: new Uint8Array([0]), flags: ['\u0000'] }],
    });
    expect(await readReport(deps(readers), reportId, now)).toBe('read');
    expect(await load(reportId)).toMatchObject({
      text: 'kniv\uFFFD\uFFFD',
      children: [{ name: 'Bo\uFFFD' }],
      attachments: [{ name: '\uFFFD.pdf' }],
    });
  });

  it('keeps the subject that the door knew when reading finds none', async () => {
    const { reportId } = await received({ subject: 'Fra døren' });
    await readReport(deps(reader({ text: 'x' })), reportId, now);
    expect((await load(reportId)).subject).toBe('Fra døren');
  });

  it('an unknown report is not found, and a database that is gone is told, so that the job runs again', async () => {
    await expect(readReport(deps([]), '00000000-0000-4000-8000-000000000000', now)).rejects.toMatchObject({ code: 'not-found' });
    const gone = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
    await expect(readReport({ ...deps([]), prisma: gone.prisma }, '00000000-0000-4000-8000-000000000000', now)).rejects.toThrow();
    await gone.close();
  });
});

describe('what cannot be read', () => {
  it('is unreadable and stays acute when the reader breaks', async () => {
    const { reportId } = await received();
    const broken = reader(async () => {
      throw new Error('Solveig');
    });
    expect(await readReport(deps(broken), reportId, now)).toBe('unreadable');
    expect(await load(reportId)).toMatchObject({
      readStatus: 'unreadable',
      urgency: 'acute',
      flags: ['reader-failed'],
      urgencyReasons: [{ rule: 'unreadable' }],
    });
    expect((await ladder(reportId)).nextStepAt).toEqual(addMinutes(receivedAt, 10));
  });

  it('is unreadable and acute when the database does not take what the reader gave', async () => {
    const { reportId } = await received();
    const wrong = reader({ children: [{ name: 7 as unknown as string }] });
    expect(await readReport(deps(wrong), reportId, now)).toBe('unreadable');
    expect(await load(reportId)).toMatchObject({ urgency: 'acute', flags: ['reader-failed'], children: [] });
  });

  it('is unreadable and acute in a format that nobody knows, with its text', async () => {
    const { reportId } = await received({ mediaType: 'application/x-unknown', raw: new TextEncoder().encode('Hej') });
    expect(await readReport(deps([]), reportId, now)).toBe('unreadable');
    expect(await load(reportId)).toMatchObject({ urgency: 'acute', flags: ['unknown-format'], text: 'Hej' });
  });
});

describe('the ladder and the urgency of a report that is read', () => {
  it('an unread report climbs as an acute one; when reading finds it normal before a step has fired, it climbs as that', async () => {
    const { reportId } = await received();
    const before = await load(reportId);
    const assessment = await ladder(reportId, 'dk.first-assessment');
    expect((await ladder(reportId)).nextStepAt).toEqual(firstStep('acute', before.dueAt));
    await readReport(deps(reader({ text: 'Han er ked af skilsmissen.' })), reportId, now);
    expect(await load(reportId)).toMatchObject({
      urgency: 'normal',
      urgencyReasons: [{ rule: 'ordinary' }],
    });
    expect(await ladder(reportId)).toMatchObject({ nextStep: 0, nextStepAt: firstStep('normal', before.dueAt), movedAt: null });
    expect(await ladder(reportId, 'dk.first-assessment')).toEqual(assessment);
  });

  it('acute words keep it climbing as acute', async () => {
    const { reportId } = await received();
    await readReport(deps(reader({ text: 'Han har en kniv.' })), reportId, now);
    expect(await load(reportId)).toMatchObject({
      urgency: 'acute',
      urgencyReasons: [{ rule: 'weapon', text: 'Han har en kniv.' }],
    });
    expect((await ladder(reportId)).nextStepAt).toEqual(addMinutes(receivedAt, 10));
  });

  it('after a step has fired, the next one never moves away', async () => {
    const { reportId } = await received();
    const next = addMinutes(receivedAt, 30);
    await db().prisma.ladder.updateMany({ where: { reportId, clock: 'acknowledge' }, data: { nextStep: 1, nextStepAt: next } });
    await db().prisma.escalation.create({ data: { reportId, step: 0, name: 'warn', dueAt: now, firedAt: now, late: false } });
    await readReport(deps(reader({ text: 'Han er ked af skilsmissen.' })), reportId, now);
    expect((await load(reportId)).urgency).toBe('normal');
    expect(await ladder(reportId)).toMatchObject({ nextStep: 1, nextStepAt: next });
  });

  it('an acknowledged report stays off the ladder', async () => {
    const { reportId, ref, cast } = await received();
    await acknowledge(deps([]), { staffId: cast.owner.id, municipality: cast.municipality }, ref, {}, now);
    await readReport(deps(reader({ text: 'Han har en kniv.' })), reportId, now);
    expect((await load(reportId)).urgency).toBe('acute');
    expect(await ladder(reportId)).toMatchObject({ nextStep: null, nextStepAt: null });
  });

  it('what a person has decided is never lowered by reading, and can still be raised', async () => {
    const staff = (cast: Awaited<ReturnType<typeof createCast>>) => ({ staffId: cast.owner.id, municipality: cast.municipality });
    const raised = await received();
    await db().prisma.report.update({ where: { id: raised.reportId }, data: { urgency: 'normal' } });
    await changeUrgency(deps([]), staff(raised.cast), raised.ref, { urgency: 'acute' }, now);
    await readReport(deps(reader({ text: 'Han er ked af det.' })), raised.reportId, now);
    expect(await load(raised.reportId)).toMatchObject({
      urgency: 'acute',
      urgencyReasons: [{ rule: 'changed-by-staff' }, { rule: 'ordinary' }],
    });

    const lowered = await received();
    await changeUrgency(deps([]), staff(lowered.cast), lowered.ref, { urgency: 'normal', reason: 'known' }, now);
    await readReport(deps(reader({ text: 'Han har en kniv.' })), lowered.reportId, now);
    expect((await load(lowered.reportId)).urgency).toBe('acute');
    expect((await ladder(lowered.reportId)).nextStepAt).toEqual(addMinutes(receivedAt, 10));
  });
});

describe('a large reading', () => {
  it('of 60 MB in three attachments and a text of ten million letters is stored', async () => {
    const { reportId } = await received();
    const attachments = [1, 2, 3].map((fill) => ({
      name: `${fill}.jpg`,
      mediaType: 'image/jpeg',
      content: new Uint8Array(20_000_000).fill(fill),
      flags: [],
    }));
    expect(await readReport(deps(reader({ text: 'Et langt brev. '.repeat(700_000), attachments })), reportId, now)).toBe('read');
    const rows = await db().prisma.attachment.findMany({ where: { reportId }, select: { size: true } });
    expect(rows.map(({ size }) => size)).toEqual([20_000_000, 20_000_000, 20_000_000]);
  });
});
