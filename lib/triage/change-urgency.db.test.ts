import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '@/lib/domain/escalation/default-policy';
import { stepInstants } from '@/lib/domain/escalation/ladder';
import type { Urgency } from '@/lib/domain/report';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from './acknowledge';
import { changeUrgency } from './change-urgency';
import { handBack } from './hand-back';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const now = new Date('2026-11-02T10:05:00Z');
const due = new Date('2026-11-03T10:00:00Z');
const firstStep = (urgency: Urgency, startedAt: Date) =>
  stepInstants(defaultPolicy('dk').acknowledge[urgency], { startedAt, dueAt: due })[0];

describe('changing the urgency', () => {
  it('lowering needs a reason, and the log keeps what it was', async () => {
    const { cast, ref, deps, report, ladder, trail, as } = await receiveForTriage(db(), received);
    await expect(changeUrgency(deps, as(cast.owner), ref, { urgency: 'normal' }, now)).rejects.toMatchObject({ code: 'reason-needed' });
    await changeUrgency(deps, as(cast.owner), ref, { urgency: 'normal', reason: 'Known family' }, now);
    const after = await report();
    expect(after.urgency).toBe('normal');
    expect(after.urgencyReasons).toEqual([{ rule: 'changed-by-staff' }, { rule: 'not-read-yet' }]);
    expect((await ladder()).nextStepAt).toEqual(firstStep('normal', received));
    expect((await trail()).at(-1)).toMatchObject({
      action: 'report.urgency-lowered',
      detail: { from: 'acute', to: 'normal', reason: 'Known family' },
    });
  });

  it('raising needs no reason and brings the next step nearer', async () => {
    const { cast, ref, deps, report, ladder, trail, as } = await receiveForTriage(db(), received);
    await changeUrgency(deps, as(cast.owner), ref, { urgency: 'normal', reason: 'x' }, now);
    await changeUrgency(deps, as(cast.colleague), ref, { urgency: 'acute' }, now);
    const after = await report();
    expect((await ladder()).nextStepAt).toEqual(firstStep('acute', received));
    expect(after.urgencyReasons).toEqual([{ rule: 'changed-by-staff' }, { rule: 'not-read-yet' }]);
    expect((await trail()).at(-1)).toMatchObject({ action: 'report.urgency-raised', actor: cast.colleague.id });
  });

  it('in a later round the steps count from the handing back', async () => {
    const { cast, ref, deps, ladder, as } = await receiveForTriage(db(), received);
    const back = new Date('2026-11-02T12:00:00Z');
    await acknowledge(deps, as(cast.owner), ref, {}, now);
    await handBack(deps, as(cast.owner), ref, { reason: 'x' }, back);
    await changeUrgency(deps, as(cast.owner), ref, { urgency: 'high', reason: 'x' }, new Date('2026-11-02T12:01:00Z'));
    expect((await ladder()).nextStepAt).toEqual(firstStep('high', back));
  });

  it('does not start the ladder of an acknowledged report again', async () => {
    const { cast, ref, deps, report, ladder, as } = await receiveForTriage(db(), received);
    await acknowledge(deps, as(cast.owner), ref, {}, now);
    await changeUrgency(deps, as(cast.owner), ref, { urgency: 'high', reason: 'x' }, now);
    expect((await report()).state).toBe('acknowledged');
    expect(await ladder()).toMatchObject({ nextStep: null, nextStepAt: null, stoppedAt: now });
  });

  it('raised hours later, what the new urgency would have told long ago is told from now on, and is not late', async () => {
    const { cast, ref, deps, ladder, as } = await receiveForTriage(db(), received);
    await changeUrgency(deps, as(cast.owner), ref, { urgency: 'normal', reason: 'x' }, now);
    const later = new Date('2026-11-02T13:00:00Z');
    await changeUrgency(deps, as(cast.owner), ref, { urgency: 'acute' }, later);
    expect(await ladder()).toMatchObject({ nextStep: 0, nextStepAt: later, movedAt: later });
  });

  it('the urgency that it has already is no change', async () => {
    const { cast, ref, deps, as } = await receiveForTriage(db(), received);
    await expect(changeUrgency(deps, as(cast.owner), ref, { urgency: 'acute' }, now)).rejects.toMatchObject({
      code: 'invalid-input',
      fields: { urgency: 'same' },
    });
  });
});
