import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { auditHash } from '@/lib/domain/audit';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { receiveReport } from './receive-report';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:05:00Z');

describe('the one door', () => {
  it('a receipt means that arrival, queue item, running clock, audit entry and read job are stored', async () => {
    const { municipality } = await createCast(db());
    const receipt = await receiveReport(db().door, makeIncoming(municipality.id), now);
    const report = await db().prisma.report.findUniqueOrThrow({
      where: { ref: receipt.ref },
      include: { arrival: true, deadlines: { orderBy: { rule: 'asc' } } },
    });
    expect(receipt.status).toBe('stored');
    expect(report.arrival.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(report.deadlines.map(({ rule, dueAt }) => [rule, dueAt?.toISOString()])).toEqual([
      ['dk.child-interview', undefined],
      ['dk.confirm-receipt', '2026-11-10T22:59:59.000Z'],
      ['dk.feedback', undefined],
      ['dk.first-assessment', '2026-11-03T10:00:00.000Z'],
      ['dk.reassessment', undefined],
    ]);
    expect(report.dueAt).toEqual(new Date('2026-11-03T10:00:00Z'));
    expect(report.urgency).toBe('acute');
    const ladders = await db().prisma.ladder.findMany({ where: { reportId: report.id }, orderBy: { clock: 'asc' } });
    const due = new Date('2026-11-03T10:00:00Z');
    const begun = { round: 0, startedAt: new Date('2026-11-02T10:00:00Z'), dueAt: due, nextStep: 0, nextRepeat: 0, stoppedAt: null };
    expect(ladders).toMatchObject([
      { ...begun, clock: 'acknowledge', nextStepAt: new Date('2026-11-02T10:10:00Z') },
      { ...begun, clock: 'dk.confirm-receipt', dueAt: new Date('2026-11-10T22:59:59Z'), nextStepAt: expect.any(Date) },
      { ...begun, clock: 'dk.first-assessment', nextStepAt: new Date('2026-11-02T22:00:00Z') },
    ]);
    const audit = await db().prisma.auditEntry.findFirstOrThrow({ where: { reportId: report.id } });
    expect(audit.previousHash).toBe(report.arrival.sha256);
    expect(audit.hash).toBe(auditHash(audit.previousHash, { ...audit, detail: audit.detail as Record<string, unknown> }));
    const jobs = await db().pool.query("SELECT data FROM pgboss.job WHERE name = 'read-report' AND data->>'reportId' = $1", [report.id]);
    expect(jobs.rowCount).toBe(1);
    expect(db().changes).toContain(municipality.id);
  });

  it('the same delivery again gives the same receipt and stores nothing', async () => {
    const { municipality } = await createCast(db());
    const incoming = makeIncoming(municipality.id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => receiveReport(db().door, incoming, now)));
    expect(new Set(answers.map((receipt) => receipt.receiptCode)).size).toBe(1);
    expect(answers.filter((receipt) => receipt.status === 'stored')).toHaveLength(1);
    expect(await db().prisma.report.count({ where: { municipalityId: municipality.id } })).toBe(1);
  });

  it('a known delivery with other bytes stands in the first report’s log with both hashes, once for each hash', async () => {
    const { municipality } = await createCast(db());
    const first = makeIncoming(municipality.id, { externalId: 'x\u0000y', raw: Buffer.from('one way') });
    const other = { ...first, raw: Buffer.from('another way') };
    const { reportId } = await receiveReport(db().door, first, now);
    const again = await Promise.all([first, other, other, other].map((incoming) => receiveReport(db().door, incoming, now)));
    expect(again.map((receipt) => [receipt.reportId, receipt.status])).toEqual(Array(4).fill([reportId, 'already-stored']));
    await receiveReport(db().door, { ...first, raw: Buffer.from('a third way') }, now);
    const log = await db().prisma.auditEntry.findMany({ where: { reportId }, orderBy: { id: 'asc' } });
    expect(log.map(({ action }) => action)).toEqual(['report.received', 'report.delivered-again', 'report.delivered-again']);
    const sha256 = (raw: Uint8Array) => createHash('sha256').update(raw).digest('hex');
    expect(log[1]?.detail).toMatchObject({ sha256: sha256(other.raw), firstSha256: sha256(first.raw) });
    for (const [index, entry] of log.entries()) {
      expect(entry.previousHash).toBe(log[index - 1]?.hash ?? sha256(first.raw));
      expect(entry.hash).toBe(auditHash(entry.previousHash, { ...entry, detail: entry.detail as Record<string, unknown> }));
    }
  });

  it('two deliveries that only look alike are two reports', async () => {
    const { municipality } = await createCast(db());
    const raw = makeIncoming(municipality.id).raw;
    await receiveReport(db().door, makeIncoming(municipality.id, { raw }), now);
    await receiveReport(db().door, makeIncoming(municipality.id, { raw }), now);
    expect(await db().prisma.report.count({ where: { municipalityId: municipality.id } })).toBe(2);
  });

  it('a NUL byte in subject, envelope and external id does not lose the report, and the raw bytes keep it', async () => {
    const { municipality } = await createCast(db());
    const raw = new Uint8Array([65, 0, 66]);
    const receipt = await receiveReport(
      db().door,
      makeIncoming(municipality.id, { raw, subject: 'a\u0000b', externalId: 'x\u0000y', envelope: { from: 'c\u0000d' } }),
      now,
    );
    const report = await db().prisma.report.findUniqueOrThrow({ where: { id: receipt.reportId }, include: { arrival: true } });
    expect(report.subject).toBe('a\uFFFDb');
    expect(Buffer.from(report.arrival.raw)).toEqual(Buffer.from(raw));
  });

  it('an unknown channel and an invalid date are refused with a code', async () => {
    const { municipality } = await createCast(db());
    await expect(
      receiveReport(db().door, makeIncoming(municipality.id, { channel: { kind: 'api', name: 'nobody' } }), now),
    ).rejects.toMatchObject({ code: 'unknown-channel' });
    await expect(receiveReport(db().door, makeIncoming(municipality.id, { receivedAt: new Date('no date') }), now)).rejects.toMatchObject({
      code: 'invalid-received-at',
    });
  });

  it('a received time in the future does not stretch the limit', async () => {
    const { municipality } = await createCast(db());
    const receipt = await receiveReport(db().door, makeIncoming(municipality.id, { receivedAt: new Date('2036-01-01T00:00:00Z') }), now);
    expect(receipt.receivedAt).toEqual(now);
  });

  it('without a database there is no receipt', async () => {
    const { municipality } = await createCast(db());
    const gone = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
    await expect(receiveReport({ ...db().door, pool: gone.pool }, makeIncoming(municipality.id), now)).rejects.toMatchObject({
      code: 'storage-unavailable',
    });
    await gone.close();
  });

  it('what was received cannot be changed, and the log only grows', async () => {
    const { municipality } = await createCast(db());
    const receipt = await receiveReport(db().door, makeIncoming(municipality.id), now);
    await expect(
      db().pool.query('UPDATE arrival SET size = 0 WHERE id IN (SELECT arrival_id FROM report WHERE id = $1)', [receipt.reportId]),
    ).rejects.toThrow('append-only');
    await expect(db().pool.query('TRUNCATE audit_entry')).rejects.toThrow('append-only');
    await expect(db().pool.query('TRUNCATE arrival CASCADE')).rejects.toThrow('append-only');
    await expect(db().pool.query('DELETE FROM audit_entry WHERE report_id = $1', [receipt.reportId])).rejects.toThrow('append-only');
  });
});
