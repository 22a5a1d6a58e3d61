import { describe, expect, it } from 'vitest';
import { type AuditContent, auditHash } from '@/lib/domain/audit';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { appendAudit, appendAudits, municipalityStream } from './append-audit';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:05:00Z');

async function expectUnbroken(stream: string, first: string, length: number): Promise<void> {
  const entries = await db().prisma.auditEntry.findMany({ where: { stream }, orderBy: { id: 'asc' } });
  expect(entries).toHaveLength(length);
  let previous = first;
  for (const entry of entries) {
    expect(entry.previousHash).toBe(previous);
    expect(entry.hash).toBe(auditHash(previous, { ...entry, detail: entry.detail as AuditContent['detail'] }));
    previous = entry.hash;
  }
}

describe('the audit log', () => {
  it('twenty writers at once leave one unbroken chain for a report, also with dates and NUL in the detail', async () => {
    const { municipality } = await createCast(db());
    const { reportId } = await receiveReport(db().door, makeIncoming(municipality.id), now);
    const content = { municipalityId: municipality.id, stream: reportId, reportId, at: now, actor: 'system:test', action: 'test.acted' };
    await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        db().prisma.$transaction(
          (tx) => appendAudit(tx, { ...content, detail: { number, when: now, text: 'a\u0000b', nothing: undefined } }),
          { maxWait: 20_000 },
        ),
      ),
    );
    const { arrival } = await db().prisma.report.findUniqueOrThrow({ where: { id: reportId }, select: { arrival: true } });
    await expectUnbroken(reportId, arrival.sha256, 21);
  });

  it('entries for many reports at once leave each chain unbroken, also beside writers of single ones', async () => {
    const { municipality } = await createCast(db());
    const receive = () => receiveReport(db().door, makeIncoming(municipality.id), now);
    const ids = [await receive(), await receive(), await receive()].map(({ reportId }) => reportId);
    const content = (reportId: string) => {
      const detail = { when: now, text: 'a\u0000b' };
      return { municipalityId: municipality.id, stream: reportId, reportId, at: now, actor: 'system:test', action: 'test.acted', detail };
    };
    const write = (order: string[]) => db().prisma.$transaction((tx) => appendAudits(tx, order.map(content)), { maxWait: 20_000 });
    const one = (id: string) => db().prisma.$transaction((tx) => appendAudit(tx, content(id)), { maxWait: 20_000 });
    await Promise.all([write(ids), write([...ids].reverse()), write(ids), ...ids.map(one)]);
    for (const reportId of ids) {
      const { arrival } = await db().prisma.report.findUniqueOrThrow({ where: { id: reportId }, select: { arrival: true } });
      await expectUnbroken(reportId, arrival.sha256, 5);
    }
  });

  it('a municipality has a chain of its own for what concerns no report', async () => {
    const { municipality } = await createCast(db());
    const stream = municipalityStream(municipality.id);
    const content = {
      municipalityId: municipality.id,
      stream,
      reportId: null,
      at: now,
      actor: 'system:test',
      action: 'test.acted',
      detail: {},
    };
    await Promise.all(Array.from({ length: 5 }, () => db().prisma.$transaction((tx) => appendAudit(tx, content), { maxWait: 20_000 })));
    await expectUnbroken(stream, '', 5);
  });

  it('what is rolled back leaves no entry', async () => {
    const { municipality } = await createCast(db());
    const { reportId } = await receiveReport(db().door, makeIncoming(municipality.id), now);
    const content = {
      municipalityId: municipality.id,
      stream: reportId,
      reportId,
      at: now,
      actor: 'system:test',
      action: 'test.acted',
      detail: {},
    };
    const failing = db().prisma.$transaction(async (tx) => {
      await appendAudit(tx, content);
      throw new RangeError('failed');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await db().prisma.auditEntry.count({ where: { stream: reportId } })).toBe(1);
  });
});
