import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from './acknowledge';
import { assign } from './assign';
import { openReport } from './open-report';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const now = new Date('2026-11-02T10:07:00Z');

describe('acknowledging', () => {
  it('is a named act that stops its own ladder and leaves the limits and their ladders alone', async () => {
    const { cast, ref, deps, report, ladder, trail, as } = await receiveForTriage(db(), received);
    const before = await report();
    const assessment = await ladder('dk.first-assessment');
    await acknowledge(deps, as(cast.owner), ref, {}, now);
    const after = await report();
    expect(after).toMatchObject({
      state: 'acknowledged',
      acknowledgedById: cast.owner.id,
      acknowledgedAt: now,
      version: before.version + 1,
    });
    expect(await ladder()).toMatchObject({ nextStep: null, nextRepeat: null, nextStepAt: null, stoppedAt: now });
    expect(assessment).toMatchObject({ nextStep: 0, nextStepAt: new Date('2026-11-02T22:00:00Z'), stoppedAt: null });
    expect(await ladder('dk.first-assessment')).toEqual(assessment);
    expect([after.dueAt, after.deadlines]).toEqual([before.dueAt, before.deadlines]);
    expect((await trail()).at(-1)).toMatchObject({ action: 'report.acknowledged', actor: cast.owner.id, at: now, stream: after.id });
    expect(db().changes).toContain(cast.municipality.id);
  });

  it('of eight who press at once one has it, and seven are told that it is acknowledged', async () => {
    const { cast, ref, deps, report, trail, as } = await receiveForTriage(db(), received);
    const people = [
      cast.owner,
      cast.colleague,
      cast.dutyOfficer,
      cast.supervisor,
      cast.owner,
      cast.colleague,
      cast.dutyOfficer,
      cast.supervisor,
    ];
    const { version } = await report();
    const results = await Promise.allSettled(people.map((person) => acknowledge(deps, as(person), ref, { version }, now)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))).toEqual(
      Array(7).fill('already-acknowledged'),
    );
    expect((await trail()).filter(({ action }) => action === 'report.acknowledged')).toHaveLength(1);
  });

  it('is implied neither by opening nor by assigning', async () => {
    const { cast, ref, deps, report, ladder, as } = await receiveForTriage(db(), received);
    const before = await ladder();
    await openReport(deps, as(cast.owner), ref, { kind: 'report' }, now);
    await assign(deps, as(cast.owner), ref, { staffId: cast.owner.id }, now);
    expect(await report()).toMatchObject({
      state: 'unacknowledged',
      acknowledgedById: null,
      assignedToId: cast.owner.id,
    });
    expect(await ladder()).toEqual(before);
  });

  it('a report of another municipality is not there for an outsider, and nothing of the try is stored', async () => {
    const { cast, ref, deps, report, trail, as } = await receiveForTriage(db(), received);
    await expect(acknowledge(deps, as(cast.outsider), ref, {}, now)).rejects.toMatchObject({ code: 'not-found' });
    await expect(openReport(deps, as(cast.outsider), ref, { kind: 'report' }, now)).rejects.toMatchObject({ code: 'not-found' });
    expect((await report()).state).toBe('unacknowledged');
    expect(await trail()).toHaveLength(1);
  });

  it('an open page that asks again is one look in the log; a download is logged each time', async () => {
    const { cast, ref, deps, trail, as } = await receiveForTriage(db(), received);
    const look = (kind: 'report' | 'original', at: string, person = cast.owner) =>
      openReport(deps, as(person), ref, { kind }, new Date(at));
    await look('report', '2026-11-02T10:00:00Z');
    await look('report', '2026-11-02T10:14:00Z');
    await look('report', '2026-11-02T10:14:00Z', cast.colleague);
    await look('report', '2026-11-02T10:16:00Z');
    await look('original', '2026-11-02T10:16:00Z');
    await look('original', '2026-11-02T10:16:10Z');
    const actions = (await trail()).slice(1).map(({ action, actor }) => [action, actor === cast.owner.id ? 'owner' : 'colleague']);
    expect(actions).toEqual([
      ['report.opened', 'owner'],
      ['report.opened', 'colleague'],
      ['report.opened', 'owner'],
      ['report.original-opened', 'owner'],
      ['report.original-opened', 'owner'],
    ]);
  });
});
