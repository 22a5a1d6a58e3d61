import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from './acknowledge';
import { assess } from './assess';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const now = new Date('2026-11-02T14:00:00Z');

describe('assessing', () => {
  it('meets the first assessment, leaves the queue and keeps outcome and reason', async () => {
    const { cast, ref, deps, report, ladder, trail, as } = await receiveForTriage(db(), received);
    await db().prisma.report.update({ where: { ref }, data: { alarmAt: received } });
    await acknowledge(deps, as(cast.owner), ref, {}, now);
    await assess(deps, as(cast.colleague), ref, { outcome: 'open_inquiry', reason: ' Worrying. ' }, now);
    const after = await report();
    expect(after).toMatchObject({
      state: 'assessed',
      outcome: 'open_inquiry',
      outcomeReason: 'Worrying.',
      assessedById: cast.colleague.id,
      acknowledgedById: cast.owner.id,
      dueAt: null,
      alarmAt: null,
    });
    expect(await ladder('dk.first-assessment')).toMatchObject({ nextStepAt: null, stoppedAt: now });
    expect(after.deadlines.flatMap(({ rule, metAt }) => (metAt ? [[rule, metAt]] : []))).toEqual([['dk.first-assessment', now]]);
    expect(after.deadlines.find(({ rule }) => rule === 'dk.feedback')).toMatchObject({ startedAt: now, dueAt: null });
    expect((await trail()).at(-1)?.detail).toMatchObject({
      outcome: 'open_inquiry',
      reason: 'Worrying.',
      met: ['dk.first-assessment'],
      started: ['dk.feedback'],
      alsoAcknowledged: false,
    });
  });

  it('an unacknowledged report is acknowledged with it, and the log says so', async () => {
    const { cast, ref, deps, report, ladder, trail, as } = await receiveForTriage(db(), received);
    await assess(deps, as(cast.owner), ref, { outcome: 'not_a_report', reason: 'Newsletter' }, now);
    expect(await report()).toMatchObject({
      state: 'assessed',
      acknowledgedById: cast.owner.id,
      acknowledgedAt: now,
    });
    for (const clock of ['acknowledge', 'dk.first-assessment'])
      expect(await ladder(clock)).toMatchObject({ nextStep: null, nextStepAt: null, stoppedAt: now });
    expect((await trail()).at(-1)?.detail).toMatchObject({ alsoAcknowledged: true });
  });

  it('needs a reason and an outcome that the country has', async () => {
    const { cast, ref, deps, report, as } = await receiveForTriage(db(), received);
    await expect(assess(deps, as(cast.owner), ref, { outcome: 'pass_on', reason: ' \n' }, now)).rejects.toMatchObject({
      code: 'reason-needed',
    });
    for (const outcome of ['forget' as never, 'no_immediate_need' as const]) {
      await expect(assess(deps, as(cast.owner), ref, { outcome, reason: 'x' }, now)).rejects.toMatchObject({ code: 'invalid-input' });
    }
    expect((await report()).state).toBe('unacknowledged');
  });

  it('in Sweden a report whose child was protected at once stays in the queue until somebody decides about an inquiry', async () => {
    const { cast, ref, deps, report, ladder, as } = await receiveForTriage(db(), received, 'se');
    await assess(deps, as(cast.owner), ref, { outcome: 'immediate_protection', reason: 'Placed with the grandparents.' }, now);
    const protectedNow = await report();
    const inquiry = protectedNow.deadlines.find(({ rule }) => rule === 'se.open-inquiry');
    expect(protectedNow).toMatchObject({ state: 'acknowledged', dueAt: inquiry?.dueAt });
    expect(inquiry?.metAt).toBeNull();
    expect(await ladder('se.protection-assessment')).toMatchObject({ nextStepAt: null, stoppedAt: now });
    expect(await ladder('se.open-inquiry')).toMatchObject({ nextStep: 0, stoppedAt: null });
    const later = new Date('2026-11-09T09:00:00Z');
    await assess(deps, as(cast.colleague), ref, { outcome: 'open_inquiry', reason: 'Inquiry opened.' }, later);
    const decided = await report();
    expect(decided).toMatchObject({ state: 'assessed', dueAt: null });
    expect(await ladder('se.open-inquiry')).toMatchObject({ nextStep: null, stoppedAt: later });
    expect(decided.deadlines.flatMap(({ rule, metAt }) => (metAt ? [[rule, metAt]] : [])).sort()).toEqual([
      ['se.open-inquiry', later],
      ['se.protection-assessment', now],
    ]);
    const clocks = decided.deadlines.flatMap(({ rule, startedAt, lastDay }) =>
      startedAt?.getTime() === later.getTime() ? [[rule, lastDay]] : [],
    );
    expect(clocks).toEqual([['se.inquiry', '2027-03-09']]);
  });

  it('in Norway "no immediate need" leaves the week to decide, and closing then ends the limits of an investigation', async () => {
    const { cast, ref, deps, report, trail, as } = await receiveForTriage(db(), received, 'no');
    expect((await report()).dueAt).toEqual(new Date('2026-11-02T22:59:59Z'));
    await assess(deps, as(cast.owner), ref, { outcome: 'no_immediate_need', reason: 'At school, safe today.' }, now);
    expect(await report()).toMatchObject({ state: 'acknowledged', dueAt: new Date('2026-11-09T22:59:59Z') });
    expect((await report()).deadlines.filter(({ lapsedAt }) => lapsedAt)).toEqual([]);
    const later = new Date('2026-11-06T09:00:00Z');
    await assess(deps, as(cast.owner), ref, { outcome: 'close_without_inquiry', reason: 'Groundless.' }, later);
    const closed = await report();
    expect(closed).toMatchObject({ state: 'assessed', dueAt: null });
    const lapsed = ['no.feedback', 'no.investigation', 'no.investigation-extended'];
    expect(closed.deadlines.flatMap(({ rule, lapsedAt }) => (lapsedAt ? [rule] : []))).toEqual(lapsed);
    expect(closed.deadlines.find(({ rule }) => rule === 'no.confirm-receipt')).toMatchObject({ metAt: null, lapsedAt: null });
    expect((await trail()).at(-1)?.detail).toMatchObject({ met: ['no.review'], lapsed, inquiryDecisionOwed: false });
  });

  it('an investigation that is opened keeps the limits that the report was created with', async () => {
    const { cast, ref, deps, report, as } = await receiveForTriage(db(), received, 'no');
    await assess(deps, as(cast.owner), ref, { outcome: 'open_inquiry', reason: 'Worrying.' }, now);
    const investigation = (await report()).deadlines.find(({ rule }) => rule === 'no.investigation');
    expect(investigation).toMatchObject({ lapsedAt: null, metAt: null, lastDay: '2027-02-09' });
  });

  it('of two who assess at once one does, and the other learns that it is assessed', async () => {
    const { cast, ref, deps, trail, as } = await receiveForTriage(db(), received);
    const tries = [cast.owner, cast.colleague].map((person) => assess(deps, as(person), ref, { outcome: 'pass_on', reason: 'x' }, now));
    const codes = (await Promise.allSettled(tries)).map((result) => (result.status === 'rejected' ? result.reason.code : 'done')).sort();
    expect(codes).toEqual(['already-assessed', 'done']);
    expect((await trail()).filter(({ action }) => action === 'report.assessed')).toHaveLength(1);
  });
});
