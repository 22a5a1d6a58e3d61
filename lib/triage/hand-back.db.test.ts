import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from './acknowledge';
import { assign } from './assign';
import { handBack } from './hand-back';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const now = new Date('2026-11-02T15:00:00Z');

describe('handing back', () => {
  it('nobody has the report, a new round of the ladder climbs from now, and the statutory clock has run on', async () => {
    const { cast, ref, deps, report, ladder, trail, as } = await receiveForTriage(db(), received);
    const before = await report();
    const assessment = await ladder('dk.first-assessment');
    await db().prisma.report.update({ where: { ref }, data: { alarmAt: received } });
    await acknowledge(deps, as(cast.owner), ref, {}, received);
    await assign(deps, as(cast.owner), ref, { staffId: cast.owner.id }, received);
    await handBack(deps, as(cast.owner), ref, { reason: 'Ill' }, now);
    const after = await report();
    expect(after).toMatchObject({
      state: 'unacknowledged',
      acknowledgedAt: null,
      acknowledgedById: null,
      assignedToId: null,
      alarmAt: null,
    });
    const tenMinutes = new Date('2026-11-02T15:10:00Z');
    expect(await ladder()).toMatchObject({ round: 1, startedAt: now, nextStep: 0, nextRepeat: 0, nextStepAt: tenMinutes, stoppedAt: null });
    expect(await ladder('dk.first-assessment')).toEqual(assessment);
    expect(after.dueAt).toEqual(before.dueAt);
    expect((await trail()).at(-1)).toMatchObject({
      action: 'report.handed-back',
      detail: { reason: 'Ill', round: 1, from: cast.owner.id },
    });
  });

  it('can be acknowledged again afterwards, by somebody else', async () => {
    const { cast, ref, deps, report, as } = await receiveForTriage(db(), received);
    await acknowledge(deps, as(cast.owner), ref, {}, received);
    await handBack(deps, as(cast.owner), ref, { reason: 'Ill' }, now);
    await acknowledge(deps, as(cast.colleague), ref, {}, now);
    expect((await report()).acknowledgedById).toBe(cast.colleague.id);
  });

  it('needs a reason, and something to hand back', async () => {
    const { cast, ref, deps, as } = await receiveForTriage(db(), received);
    await expect(handBack(deps, as(cast.owner), ref, { reason: '' }, now)).rejects.toMatchObject({ code: 'reason-needed' });
    await expect(handBack(deps, as(cast.owner), ref, { reason: 'x' }, now)).rejects.toMatchObject({ code: 'not-acknowledged' });
  });
});
