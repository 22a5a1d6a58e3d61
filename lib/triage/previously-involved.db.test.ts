import { describe, expect, it } from 'vitest';
import type { Country } from '@/lib/domain/report';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from './acknowledge';
import { assess } from './assess';
import { assign } from './assign';
import { handBack } from './hand-back';
import { seeReport } from './see-report';
import { stateCircumstances } from './state-circumstances';

const db = useTestDatabase();
const first = new Date('2026-10-02T10:00:00Z');
const received = new Date('2026-11-02T10:00:00Z');
const now = new Date('2026-11-02T12:00:00Z');

/** An earlier report in which owner, colleague and supervisor took part, and a new one that is linked with it. */
async function twoReports(country: Country = 'dk', linkedFrom: 'new' | 'old' = 'new') {
  const opened = await receiveForTriage(db(), first, country);
  const { cast, deps, as } = opened;
  const incoming = makeIncoming(cast.municipality.id, { receivedAt: received });
  const next = await receiveReport(db().door, incoming, received);
  const [fromId, toId] = linkedFrom === 'new' ? [next.reportId, opened.reportId] : [opened.reportId, next.reportId];
  await db().prisma.reportLink.create({ data: { fromId, toId, reason: {}, createdAt: received } });
  await acknowledge(deps, as(cast.colleague), opened.ref, {}, first);
  await handBack(deps, as(cast.colleague), opened.ref, { reason: 'x' }, first);
  await assign(deps, as(cast.dutyOfficer), opened.ref, { staffId: cast.supervisor.id }, first);
  const assessFirst = () => assess(deps, as(cast.owner), opened.ref, { outcome: 'open_inquiry', reason: 'x' }, first);
  const assessNext = (person: typeof cast.owner, involvedReason?: string) =>
    assess(deps, as(person), next.ref, { outcome: 'reassess_ongoing', reason: 'x', involvedReason }, now);
  const trail = () => db().prisma.auditEntry.findMany({ where: { reportId: next.reportId }, orderBy: { id: 'asc' } });
  return { ...opened, oldRef: opened.ref, next, assessFirst, assessNext, trail };
}

describe('reassessing a child by somebody not involved before (Barnets lov § 137, stk. 1)', () => {
  it.each(['new', 'old'] as const)('names who took part in the earlier report, whichever of the two was linked (%s)', async (from) => {
    const { cast, deps, as, next, oldRef, assessFirst } = await twoReports('dk', from);
    await assessFirst();
    const { involved } = (await seeReport(deps, as(cast.dutyOfficer), next.ref, now)).report;
    expect(involved.map(({ name, refs }) => [name, refs])).toEqual(['colleague', 'owner', 'supervisor'].map((name) => [name, [oldRef]]));
  });

  it('asks them for a reason, keeps it in the log, and lets anybody else assess as ever', async () => {
    const { cast, oldRef, next, assessFirst, assessNext, trail } = await twoReports();
    await assessFirst();
    for (const person of [cast.owner, cast.colleague, cast.supervisor]) {
      await expect(assessNext(person)).rejects.toMatchObject({ code: 'previously-involved', fields: { involvedReason: 'required' } });
      await expect(assessNext(person, '  ')).rejects.toMatchObject({ code: 'previously-involved' });
    }
    expect(await trail()).toHaveLength(1);
    await assessNext(cast.owner, 'Nobody else is on duty.');
    expect((await trail()).at(-1)?.detail).toMatchObject({ involvedBefore: [oldRef], involvedReason: 'Nobody else is on duty.' });
    const stored = await db().prisma.report.findUniqueOrThrow({ where: { id: next.reportId } });
    expect(stored.involvedReason).toBe('Nobody else is on duty.');

    const other = await twoReports();
    await other.assessFirst();
    await other.assessNext(other.cast.dutyOfficer, 'Not asked for.');
    expect(await db().prisma.report.findUniqueOrThrow({ where: { id: other.next.reportId } })).toMatchObject({
      state: 'assessed',
      involvedReason: null,
    });
  });

  it('holds as soon as a person states that there are measures, and not when there are none', async () => {
    const { cast, deps, as, next, assessFirst, assessNext } = await twoReports();
    const names = async () => (await seeReport(deps, as(cast.owner), next.ref, now)).report.involved.map(({ name }) => name);
    expect(await names()).toEqual([]);
    await stateCircumstances(deps, as(cast.owner), next.ref, { ongoingMeasures: true }, now);
    expect(await names()).toEqual(['colleague', 'supervisor']);
    await assessFirst();
    await stateCircumstances(deps, as(cast.owner), next.ref, { ongoingMeasures: false }, now);
    expect(await names()).toEqual([]);
    await assessNext(cast.owner);
  });

  it.each(['no', 'se'] as const)('is not asked in %s', async (country) => {
    const { cast, deps, as, next, assessFirst, assessNext } = await twoReports(country);
    await assessFirst();
    expect((await seeReport(deps, as(cast.owner), next.ref, now)).report.involved).toEqual([]);
    await assessNext(cast.owner);
  });
});
