import { addHours } from 'date-fns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeLayer, makeMember, makeWorkplace, OFFICE_HOURS, TIME_ZONE } from '@/lib/testing/make-workplace';
import { deadlinesFor, nextDue } from '../deadline';
import { MEANS } from '../means';
import { COUNTRIES, URGENCIES, type Urgency } from '../report';
import { defaultPolicy } from './default-policy';
import { stepInstants } from './ladder';
import { stepsOfClock } from './ladders-of-report';
import type { Policy } from './policy';
import { simulate } from './simulate';

const christmas = new Date('2026-12-24T02:00:00+01:00');
const report = (receivedAt: Date, urgency: Urgency = 'acute', country: 'dk' | 'no' | 'se' = 'dk') => ({
  urgency,
  receivedAt,
  unitId: 'intake',
  deadlines: deadlinesFor(country, receivedAt, TIME_ZONE),
});

function tryOut(workplace = makeWorkplace(), policy: Policy = defaultPolicy('dk'), hours = 1) {
  return simulate(policy, workplace, report(christmas), addHours(christmas, hours), [...MEANS]).steps;
}
const words = (steps: ReturnType<typeof tryOut>) =>
  steps
    .filter(({ clock }) => clock === 'acknowledge')
    .map(({ at, tell, problems }) => [
      (at.getTime() - christmas.getTime()) / 60_000,
      tell.map(({ key, means }) => `${key}: ${means.join('+')}`).join(', '),
      problems.map(({ code }) => code).join(),
    ]);

describe('a simulation', () => {
  it('says who would be told when and by which means on Christmas Eve at two in the night', () => {
    expect(words(tryOut())).toEqual([
      [10, 'bo: sms+email', ''],
      [30, 'bo: sms+email+call, chief: sms+email+call', ''],
      [60, 'bo: sms+email+call, chief: sms+email+call', 'nobody-in-audience'],
    ]);
  });

  it('says that nobody is on duty, and who is told instead', () => {
    const office = makeWorkplace({ layers: [makeLayer('office', ['anna'], OFFICE_HOURS)] });
    expect(words(tryOut(office))[0]).toEqual([10, 'chief: sms+email', 'nobody-on-duty,others-told']);
  });

  it('says that a step would reach nobody at all', () => {
    const [first] = tryOut(makeWorkplace({ staff: [] }));
    expect(first?.problems.map(({ code }) => code)).toEqual(['nobody-on-duty', 'reaches-nobody']);
    expect(first?.tell).toEqual([]);
  });

  it('says who is on duty at night with nothing that wakes, and who is told by other means than the step asks for', () => {
    const staff = [makeMember('bo', 'caseworker', null), makeMember('chief', 'supervisor', null)];
    expect(words(tryOut(makeWorkplace({ staff })))[0]).toEqual([10, 'bo: email', 'asleep']);
    const policy = defaultPolicy('dk');
    const acute = policy.acknowledge.acute.map((step) => ({ ...step, means: ['sms' as const] }));
    const [first] = tryOut(makeWorkplace({ staff }), { ...policy, acknowledge: { ...policy.acknowledge, acute } });
    expect(first?.problems).toEqual([
      { code: 'other-means', who: 'bo' },
      { code: 'asleep', who: 'bo' },
    ]);
  });

  it('tells a person who left from one who is absent', () => {
    const policy = defaultPolicy('dk');
    const tell = [
      { kind: 'staff' as const, staffId: 'gone' },
      { kind: 'staff' as const, staffId: 'anna' },
    ];
    const acute = policy.acknowledge.acute.map((step) => ({ ...step, tell }));
    const absences = [{ id: 'x', staffId: 'anna', from: addHours(christmas, -1), to: addHours(christmas, 9) }];
    const [first] = tryOut(makeWorkplace({ absences }), { ...policy, acknowledge: { ...policy.acknowledge, acute } });
    expect(first?.problems).toEqual([
      { code: 'person-left', who: 'gone' },
      { code: 'person-absent', who: 'anna' },
      { code: 'others-told' },
    ]);
  });

  it('follows the handover: each step tells who is on duty at its own instant', () => {
    const monday = new Date('2026-12-28T07:30:00+01:00');
    const { steps } = simulate(defaultPolicy('dk'), makeWorkplace(), report(monday), addHours(monday, 1), ['email']);
    expect(steps.filter(({ clock }) => clock === 'acknowledge').map(({ tell }) => tell[0]?.key)).toEqual(['bo', 'anna', 'anna']);
  });

  it('has a ladder for each limit of the country, and lists at most some hundreds of steps and says that there are more', () => {
    const { steps } = simulate(defaultPolicy('no'), makeWorkplace(), report(christmas, 'normal', 'no'), addHours(christmas, 24 * 30), [
      'email',
    ]);
    expect([...new Set(steps.map(({ clock }) => clock))]).toEqual(['acknowledge', 'no.immediate', 'no.review', 'no.confirm-receipt']);
    const policy = defaultPolicy('dk');
    const acute = policy.acknowledge.acute.map((step) => ({ ...step, repeatMinutes: 5 }));
    const often = { ...policy, acknowledge: { ...policy.acknowledge, acute } };
    const many = simulate(often, makeWorkplace(), report(christmas), addHours(christmas, 24 * 14), ['email']);
    expect([many.steps.length, many.more]).toEqual([400, true]);
  });

  it('takes each step of each ladder exactly at the ladder’s instant, in order', () => {
    const instants = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }).map((minutes) => new Date(Date.UTC(2025, 0, 1, 0, minutes)));
    fc.assert(
      fc.property(fc.constantFrom(...COUNTRIES), fc.constantFrom(...URGENCIES), instants, (country, urgency, receivedAt) => {
        const given = report(receivedAt, urgency, country);
        const policy = defaultPolicy(country);
        const until = addHours(receivedAt, 40);
        const { steps } = simulate(policy, makeWorkplace({ layers: [] }), given, until, ['email']);
        const at = steps.map((step) => step.at.getTime());
        expect(at).toEqual([...at].sort((a, b) => a - b));
        for (const { clock, dueAt, startedAt } of [
          ...given.deadlines.map(({ rule, ...clock }) => ({ clock: rule, ...clock })),
          { clock: 'acknowledge', startedAt: receivedAt, dueAt: nextDue(given.deadlines) },
        ]) {
          const mine = steps.filter((step) => step.clock === clock && step.repeat === 0);
          if (mine.length === 0) continue;
          const expected = stepInstants(stepsOfClock(policy, clock, urgency), { startedAt: startedAt ?? receivedAt, dueAt });
          expect(mine.map((step) => step.at)).toEqual(expected.filter((one) => one && one <= until));
        }
        expect(steps.some(({ clock }) => clock === 'acknowledge')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
