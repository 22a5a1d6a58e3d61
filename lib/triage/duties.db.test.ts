import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from './acknowledge';
import { assess } from './assess';
import { handBack } from './hand-back';
import { leaveOut } from './leave-out';
import { markDone } from './mark-done';
import { undoDuty } from './undo-duty';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const now = new Date('2026-11-03T09:00:00Z');
const CONFIRM = 'dk.confirm-receipt';

async function setUp(country: 'dk' | 'no' | 'se' = 'dk') {
  const opened = await receiveForTriage(db(), received, country);
  const duty = async (rule: string) => (await opened.report()).deadlines.find((each) => each.rule === rule);
  const codes = (results: PromiseSettledResult<unknown>[]) =>
    results.map((each) => (each.status === 'rejected' ? each.reason.code : 'done')).sort();
  return { ...opened, duty, codes };
}

describe('marking a duty as done', () => {
  it('meets its deadline when it was done, stops its ladder and no other, and stands in the log with the note', async () => {
    const { cast, ref, deps, report, ladder, trail, duty, as } = await setUp();
    const before = await report();
    await markDone(deps, as(cast.owner), ref, { rule: CONFIRM, done: { day: '2026-11-02', time: '14:30' }, note: ' By telephone. ' }, now);
    const metAt = new Date('2026-11-02T13:30:00Z');
    expect(await duty(CONFIRM)).toMatchObject({ metAt, metById: cast.owner.id, settledAt: now, lapsedAt: null });
    expect(await ladder(CONFIRM)).toMatchObject({ nextStep: null, nextStepAt: null, stoppedAt: now });
    for (const clock of ['acknowledge', 'dk.first-assessment']) expect((await ladder(clock)).stoppedAt).toBeNull();
    const after = await report();
    expect([after.state, after.dueAt, after.version]).toEqual([before.state, before.dueAt, before.version + 1]);
    expect((await trail()).at(-1)).toMatchObject({
      action: 'duty.met',
      actor: cast.owner.id,
      at: now,
      detail: { rule: CONFIRM, metAt: metAt.toISOString(), late: false, reason: 'By telephone.' },
    });
    expect(db().changes).toContain(cast.municipality.id);
  });

  it('too late is met too late, and the log says so', async () => {
    const { cast, ref, deps, trail, as } = await setUp();
    await markDone(deps, as(cast.owner), ref, { rule: CONFIRM }, new Date('2026-11-20T09:00:00Z'));
    expect((await trail()).at(-1)?.detail).toMatchObject({ late: true });
  });

  it.each([
    ['before the receipt', { day: '2026-11-02', time: '10:59' }, 'before-receipt'],
    ['in the future', { day: '2026-11-03', time: '10:05' }, 'in-the-future'],
    ['at a time that the clock passed over', { day: '2026-03-29', time: '02:30' }, 'no-such-time'],
    ['at no time at all', { day: '2026-11-02', time: '' }, 'not-a-time'],
  ])('%s is refused in words, and nothing is stored', async (_, done, at) => {
    const { cast, ref, deps, trail, duty, as } = await setUp();
    await expect(markDone(deps, as(cast.owner), ref, { rule: CONFIRM, done }, now)).rejects.toMatchObject({
      code: 'invalid-input',
      fields: { at },
    });
    expect((await duty(CONFIRM))?.metAt).toBeNull();
    expect(await trail()).toHaveLength(1);
  });

  it('in the minute of the receipt is after it', async () => {
    const { cast, ref, deps, duty, as } = await receiveForTriage(db(), new Date('2026-11-02T10:00:40Z')).then((opened) => ({
      ...opened,
      duty: async () => (await opened.report()).deadlines.find(({ rule }) => rule === CONFIRM),
    }));
    await markDone(deps, as(cast.owner), ref, { rule: CONFIRM, done: { day: '2026-11-02', time: '11:00' } }, now);
    expect((await duty())?.metAt).toEqual(new Date('2026-11-02T10:00:40Z'));
  });

  it('a first assessment is met by assessing only, a duty that waits cannot be done yet, and an unknown one is none', async () => {
    const { cast, ref, deps, as } = await setUp();
    const code = (rule: string) => markDone(deps, as(cast.owner), ref, { rule }, now).then(String, ({ code }) => code);
    expect(await code('dk.first-assessment')).toBe('met-by-assessing');
    expect(await code('dk.feedback')).toBe('duty-not-started');
    expect(await code('no.review')).toBe('invalid-input');
  });

  it('of two who mark at once one does, and the other learns that it is settled', async () => {
    const { cast, ref, deps, trail, codes, as } = await setUp();
    const tries = [cast.owner, cast.colleague].map((person) => markDone(deps, as(person), ref, { rule: CONFIRM }, now));
    expect(codes(await Promise.allSettled(tries))).toEqual(['done', 'duty-settled']);
    expect((await trail()).filter(({ action }) => action === 'duty.met')).toHaveLength(1);
  });

  it('who saw an older report than the one that is changes nothing', async () => {
    const { cast, ref, deps, report, as } = await setUp();
    const { version } = await report();
    await acknowledge(deps, as(cast.colleague), ref, {}, now);
    await expect(markDone(deps, as(cast.owner), ref, { rule: CONFIRM, version }, now)).rejects.toMatchObject({ code: 'changed-meanwhile' });
  });

  it('is possible after the assessment too, which leaves the confirmation running', async () => {
    const { cast, ref, deps, ladder, duty, as } = await setUp();
    await assess(deps, as(cast.owner), ref, { outcome: 'open_inquiry', reason: 'x' }, now);
    expect((await duty(CONFIRM))?.metAt).toBeNull();
    expect((await ladder(CONFIRM)).stoppedAt).toBeNull();
    for (const rule of [CONFIRM, 'dk.feedback']) await markDone(deps, as(cast.owner), ref, { rule }, new Date('2026-11-04T09:00:00Z'));
    expect((await ladder(CONFIRM)).stoppedAt).not.toBeNull();
  });

  it('a report of another municipality is not there', async () => {
    const { cast, ref, deps, trail, as } = await setUp();
    const outsider = as(cast.outsider);
    for (const act of [
      () => markDone(deps, outsider, ref, { rule: CONFIRM }, now),
      () => leaveOut(deps, outsider, ref, { rule: CONFIRM, exception: 'anonymous' }, now),
      () => undoDuty(deps, outsider, ref, { rule: CONFIRM, reason: 'x' }, now),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'not-found' });
    }
    expect(await trail()).toHaveLength(1);
  });
});

describe('two clocks', () => {
  it('never cancel each other: acknowledging, assessing and handing back each stop or start their own', async () => {
    const { cast, ref, deps, ladder, as } = await setUp('no');
    const running = async () => {
      const clocks = ['acknowledge', 'no.immediate', 'no.review', CONFIRM.replace('dk', 'no')];
      return (await Promise.all(clocks.map(ladder))).map(({ nextStepAt }) => nextStepAt !== null);
    };
    expect(await running()).toEqual([true, true, true, true]);
    await acknowledge(deps, as(cast.owner), ref, {}, now);
    expect(await running()).toEqual([false, true, true, true]);
    await handBack(deps, as(cast.owner), ref, { reason: 'Shift ends.' }, now);
    expect(await running()).toEqual([true, true, true, true]);
    await assess(deps, as(cast.owner), ref, { outcome: 'no_immediate_need', reason: 'x' }, now);
    expect(await running()).toEqual([false, false, true, true]);
    await leaveOut(deps, as(cast.owner), ref, { rule: 'no.confirm-receipt', exception: 'anonymous' }, now);
    expect(await running()).toEqual([false, false, true, false]);
    await handBack(deps, as(cast.owner), ref, { reason: 'Shift ends.' }, now);
    expect(await running()).toEqual([true, false, true, false]);
    await assess(deps, as(cast.owner), ref, { outcome: 'close_without_inquiry', reason: 'x' }, now);
    expect(await running()).toEqual([false, false, false, false]);
  });
});

describe('leaving a duty out', () => {
  it('keeps it with the exception and the words, stops its ladder, and counts as fallen away', async () => {
    const { cast, ref, deps, ladder, trail, duty, as } = await setUp('no');
    const input = { rule: 'no.confirm-receipt', exception: 'groundless' as const, reason: 'A joke among pupils.' };
    await leaveOut(deps, as(cast.owner), ref, input, now);
    expect(await duty(input.rule)).toMatchObject({
      metAt: null,
      lapsedAt: now,
      notNeededAt: now,
      notNeededById: cast.owner.id,
      notNeededReason: 'groundless',
      notNeededNote: 'A joke among pupils.',
    });
    expect(await ladder(input.rule)).toMatchObject({ nextStepAt: null, stoppedAt: now });
    expect((await ladder()).stoppedAt).toBeNull();
    expect((await trail()).at(-1)).toMatchObject({ action: 'duty.not-needed', detail: { ...input } });
    await expect(markDone(deps, as(cast.owner), ref, { rule: input.rule }, now)).rejects.toMatchObject({ code: 'duty-settled' });
  });

  it('needs an exception of the act, and words unless the notifier is anonymous', async () => {
    const { cast, ref, deps, duty, as } = await setUp();
    const owner = as(cast.owner);
    const code = (rule: string, exception: 'anonymous' | 'groundless' | 'maturity-or-nature', reason?: string) =>
      leaveOut(deps, owner, ref, { rule, exception, reason }, now).then(
        () => 'done',
        ({ code }) => code,
      );
    expect(await code(CONFIRM, 'groundless', 'x')).toBe('no-exception');
    expect(await code('dk.first-assessment', 'anonymous')).toBe('no-exception');
    expect(await code('dk.reassessment', 'maturity-or-nature', 'x')).toBe('no-exception');
    expect(await code('dk.child-interview', 'maturity-or-nature', '  ')).toBe('reason-needed');
    expect(await code('dk.child-interview', 'maturity-or-nature', 'Two years old.')).toBe('done');
    expect(await code(CONFIRM, 'anonymous')).toBe('done');
    expect(await duty(CONFIRM)).toMatchObject({ notNeededReason: 'anonymous', notNeededNote: null });
  });

  it('the database itself keeps none that is left out without a reason and still owed', async () => {
    const { reportId } = await setUp();
    const update = db().prisma.deadline.updateMany({ where: { reportId, rule: CONFIRM }, data: { notNeededAt: now } });
    await expect(update).rejects.toThrow(/deadline_not_needed_check/);
  });
});

describe('taking back that a duty was settled', () => {
  it('makes it owed again under the limit that it had, in a new round of its ladder, and the log keeps both', async () => {
    const { cast, ref, deps, ladder, trail, duty, as } = await setUp();
    const before = await duty(CONFIRM);
    await markDone(deps, as(cast.owner), ref, { rule: CONFIRM }, now);
    const later = new Date('2026-11-03T15:00:00Z');
    await undoDuty(deps, as(cast.owner), ref, { rule: CONFIRM, reason: 'It was another report.' }, later);
    expect(await duty(CONFIRM)).toEqual(before);
    const climbing = await ladder(CONFIRM);
    expect(climbing).toMatchObject({ round: 1, nextStep: 0, stoppedAt: null, dueAt: before?.dueAt });
    expect((await trail()).slice(-2).map(({ action }) => action)).toEqual(['duty.met', 'duty.reopened']);
    await leaveOut(deps, as(cast.owner), ref, { rule: CONFIRM, exception: 'anonymous' }, later);
    await undoDuty(deps, as(cast.owner), ref, { rule: CONFIRM, reason: 'x' }, later);
    expect(await duty(CONFIRM)).toEqual(before);
  });

  it('is for the same person, on the same day, with a reason, and not for an assessment', async () => {
    const { cast, ref, deps, as } = await setUp();
    await markDone(deps, as(cast.owner), ref, { rule: CONFIRM }, now);
    await assess(deps, as(cast.owner), ref, { outcome: 'pass_on', reason: 'x' }, now);
    const code = (person: typeof cast.owner, rule: string, at = now, reason = 'x') =>
      undoDuty(deps, as(person), ref, { rule, reason }, at).then(
        () => 'done',
        ({ code }) => code,
      );
    expect(await code(cast.colleague, CONFIRM)).toBe('not-to-undo');
    expect(await code(cast.owner, CONFIRM, new Date('2026-11-03T23:00:00Z'))).toBe('not-to-undo');
    expect(await code(cast.owner, 'dk.first-assessment')).toBe('not-to-undo');
    expect(await code(cast.owner, CONFIRM, now, ' ')).toBe('reason-needed');
    expect(await code(cast.owner, CONFIRM)).toBe('done');
  });

  it('a duty that was left out before its clock began runs from the assessment when that came meanwhile', async () => {
    const { cast, ref, deps, duty, as } = await setUp();
    await leaveOut(deps, as(cast.owner), ref, { rule: 'dk.feedback', exception: 'special-circumstances', reason: 'x' }, now);
    const assessedAt = new Date('2026-11-03T10:00:00Z');
    await assess(deps, as(cast.owner), ref, { outcome: 'open_inquiry', reason: 'x' }, assessedAt);
    await undoDuty(deps, as(cast.owner), ref, { rule: 'dk.feedback', reason: 'x' }, new Date('2026-11-03T11:00:00Z'));
    expect(await duty('dk.feedback')).toMatchObject({ startedAt: assessedAt, lapsedAt: null, metAt: null });
  });
});
