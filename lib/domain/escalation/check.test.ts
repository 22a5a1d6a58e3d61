import { describe, expect, it } from 'vitest';
import { COUNTRIES, URGENCIES } from '../report';
import { checkPolicy, type PolicySurroundings } from './check';
import { defaultPolicy } from './default-policy';
import type { Policy, PolicyStep } from './policy';
import { changedLadders, POLICY_LADDERS, stepsOn, withNames, withSteps } from './policy-ladders';

const THERE: PolicySurroundings = {
  staff: ['anna'],
  hasOutOfHours: true,
  hasNextUnit: true,
  configured: ['push', 'sms', 'email', 'call'],
  longestLimitMinutes: 1440,
};
const ACUTE = { clock: 'acknowledge', urgency: 'acute' } as const;
const policy = defaultPolicy('dk');
const acute = policy.acknowledge.acute;
const withAcute = (change: (steps: readonly PolicyStep[]) => readonly PolicyStep[]): Policy => withSteps(policy, ACUTE, change(acute));
const withStep = (index: number, change: Partial<PolicyStep>) =>
  withAcute((steps) => steps.map((step, at) => (at === index ? { ...step, ...change } : step)));
const faults = (changed: Policy) => checkPolicy(changed, THERE).faults;

describe('a policy may be put in force', () => {
  it.each(COUNTRIES)('when it is the default of %s, and Mottak warns of nothing where all is set up', (country) => {
    expect(checkPolicy(defaultPolicy(country), THERE)).toEqual({ faults: {}, warnings: [] });
  });

  it('with a warning of what it counts on and is not there', () => {
    const bare = { ...THERE, hasOutOfHours: false, configured: ['email' as const] };
    expect(checkPolicy(policy, bare).warnings).toEqual([{ path: 'acknowledge.acute', code: 'out-of-hours-missing' }]);
    const only = withAcute((steps) => steps.map((step) => ({ ...step, means: ['sms' as const], tell: [{ kind: 'next-unit' as const }] })));
    expect(checkPolicy(only, { ...bare, hasNextUnit: false }).warnings.map(({ code }) => code)).toEqual([
      'next-unit-missing',
      'means-not-set-up',
    ]);
    const quiet = withAcute((steps) => steps.map((step) => ({ ...step, means: ['email' as const] })));
    expect(checkPolicy(quiet, THERE).warnings).toEqual([{ path: 'acknowledge.acute', code: 'quiet-when-acute' }]);
    const late = withAcute((steps) => steps.slice(-1));
    expect(checkPolicy(late, THERE).warnings).toEqual([{ path: 'acknowledge.acute', code: 'first-step-at-due' }]);
  });
});

describe('a policy is refused', () => {
  it('without any step for an urgency', () => {
    expect(faults(withAcute(() => []))).toEqual({ 'acknowledge.acute': 'no-step' });
  });
  it('whose first step would come after the limit', () => {
    expect(
      faults(withAcute((steps) => [{ ...(steps[0] as PolicyStep), delay: { kind: 'minutes', minutes: 1441 } }, ...steps.slice(3)])),
    ).toEqual({
      'acknowledge.acute': 'first-step-after-limit',
    });
  });
  it('that tells nobody above who is on duty', () => {
    expect(faults(withAcute((steps) => steps.map((step) => ({ ...step, tell: [{ kind: 'on-duty' }] }))))).toEqual({
      'acknowledge.acute': 'nobody-above',
    });
  });
  it('that falls silent at its end', () => {
    expect(faults(withStep(3, { repeatMinutes: null }))).toEqual({ 'acknowledge.acute': 'no-repetition' });
    expect(faults({ ...policy, duty: policy.duty.map((step) => ({ ...step, repeatMinutes: null })) })).toEqual({ duty: 'no-repetition' });
  });
  it.each<[string, number, Partial<PolicyStep>, Record<string, string>]>([
    ['tells nobody', 0, { tell: [] }, { 'acknowledge.acute.0.tell': 'no-target' }],
    [
      'names a person who is not there',
      0,
      { tell: [{ kind: 'staff', staffId: 'gone' }] },
      { 'acknowledge.acute.0.tell': 'unknown-person' },
    ],
    ['names somebody twice', 0, { tell: [{ kind: 'on-duty' }, { kind: 'on-duty' }] }, { 'acknowledge.acute.0.tell': 'repeated' }],
    ['has no means', 1, { means: [] }, { 'acknowledge.acute.1.means': 'no-means' }],
    [
      'comes before the one before it',
      1,
      { delay: { kind: 'minutes', minutes: 9 } },
      { 'acknowledge.acute.1.delay': 'earlier-than-before' },
    ],
    ['has no whole delay', 0, { delay: { kind: 'minutes', minutes: 1.5 } }, { 'acknowledge.acute.0.delay': 'delay-out-of-range' }],
    ['takes more than all of the time', 0, { delay: { kind: 'share', share: 1.1 } }, { 'acknowledge.acute.0.delay': 'delay-out-of-range' }],
    ['repeats without pause', 3, { repeatMinutes: 1 }, { 'acknowledge.acute.3.repeatMinutes': 'repeat-out-of-range' }],
  ])('with a step that %s', (_, index, change, expected) => {
    expect(faults(withStep(index, change))).toEqual(expected);
  });
});

describe('the ladders of a policy', () => {
  it('are one for each urgency while nobody acknowledged and while it is not assessed, and one for other duties', () => {
    expect(POLICY_LADDERS).toHaveLength(2 * URGENCIES.length + 1);
    for (const ladder of POLICY_LADDERS) expect(stepsOn(withSteps(policy, ladder, []), ladder)).toEqual([]);
  });

  it('call their steps by their place: the first reminds, one at the due instant is overdue', () => {
    for (const country of COUNTRIES) expect(withNames(defaultPolicy(country))).toEqual(defaultPolicy(country));
    const turned = withNames(withAcute((steps) => [steps[1] as PolicyStep, steps[3] as PolicyStep]));
    expect(turned.acknowledge.acute.map(({ name }) => name)).toEqual(['warn', 'overdue']);
  });

  it('are compared by what they say, not by how the database orders their keys', () => {
    const stored = JSON.parse(JSON.stringify(policy), (_, value) =>
      value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
    ) as Policy;
    expect(changedLadders(policy, stored)).toEqual([]);
    expect(changedLadders(policy, withStep(0, { alarm: true })).map(({ ladder }) => ladder)).toEqual([ACUTE]);
  });
});
