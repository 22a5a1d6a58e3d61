import { describe, expect, it } from 'vitest';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from '@/lib/triage/acknowledge';
import { assign } from '@/lib/triage/assign';
import { reportQuery } from './report-query';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:00:00Z');

describe('one report', () => {
  it('shows its log with the names of those who acted, and never the receipt code of the notifier', async () => {
    const { cast, ref, deps, as } = await receiveForTriage(db(), now);
    await acknowledge(deps, as(cast.owner), ref, {}, now);
    await assign(deps, as(cast.owner), ref, { staffId: cast.colleague.id }, now);
    const report = await reportQuery(db().prisma, { ref, municipalityId: cast.municipality.id, textLimit: 10 });
    expect(report?.trail.map(({ action, people }) => [action, Object.values(people)])).toEqual([
      ['report.received', []],
      ['report.acknowledged', ['owner']],
      ['report.assigned', ['owner', 'colleague']],
    ]);
    expect(report?.arrival.envelope).toEqual({});
    expect(JSON.stringify(report)).not.toContain('receiptCode');
  });

  it('a long text comes in part, with its whole length, and letters outside the first plane stay whole', async () => {
    const { cast, ref, reportId } = await receiveForTriage(db(), now);
    await db().prisma.report.update({ where: { id: reportId }, data: { text: '👧'.repeat(30) } });
    const ask = (textLimit: number | null) => reportQuery(db().prisma, { ref, municipalityId: cast.municipality.id, textLimit });
    expect(await ask(7)).toMatchObject({ text: '👧'.repeat(7), textLength: 30, hasHtml: false });
    expect((await ask(null))?.text).toBe('👧'.repeat(30));
  });

  it('shows suggested links from both sides, and none across municipalities', async () => {
    const { cast, ref, reportId } = await receiveForTriage(db(), now);
    const other = await receiveReport(db().door, makeIncoming(cast.municipality.id), now);
    const foreign = await receiveReport(db().door, makeIncoming(cast.otherMunicipality.id), now);
    const link = (toId: string) =>
      db().prisma.reportLink.create({ data: { fromId: reportId, toId, reason: { code: 'same-child', terms: ['a'] }, createdAt: now } });
    await link(other.reportId);
    await link(foreign.reportId);
    const linked = async (asked: string) =>
      (await reportQuery(db().prisma, { ref: asked, textLimit: 0 }))?.links.map((found) => [found.ref, found.reason]);
    expect(await linked(ref)).toEqual([[other.ref, { code: 'same-child', terms: ['a'] }]]);
    expect(await linked(other.ref)).toEqual([[ref, { code: 'same-child', terms: ['a'] }]]);
    expect(await linked(foreign.ref)).toEqual([]);
  });

  it('is not there for another municipality', async () => {
    const { cast, ref } = await receiveForTriage(db(), now);
    expect(await reportQuery(db().prisma, { ref, municipalityId: cast.otherMunicipality.id, textLimit: 10 })).toBeNull();
  });
});
