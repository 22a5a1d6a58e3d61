import { URGENCIES, type Urgency } from '../report';
import type { Policy, PolicyStep } from './policy';

/** Which ladder of a policy; the one of other duties is the same for every urgency. */
export type PolicyLadder = { clock: 'acknowledge' | 'assess'; urgency: Urgency } | { clock: 'duty'; urgency: null };

export const POLICY_LADDERS: readonly PolicyLadder[] = [
  ...(['acknowledge', 'assess'] as const).flatMap((clock) => URGENCIES.map((urgency) => ({ clock, urgency }))),
  { clock: 'duty', urgency: null },
];

/** The place of a ladder in its policy: "acknowledge.acute", "duty". */
export function ladderPath({ clock, urgency }: PolicyLadder): string {
  return urgency === null ? clock : `${clock}.${urgency}`;
}

export function stepsOn(policy: Policy, ladder: PolicyLadder): readonly PolicyStep[] {
  return ladder.clock === 'duty' ? policy.duty : policy[ladder.clock][ladder.urgency];
}

/** The policy with other steps on one ladder. */
export function withSteps(policy: Policy, ladder: PolicyLadder, steps: readonly PolicyStep[]): Policy {
  if (ladder.clock === 'duty') return { ...policy, duty: steps };
  return { ...policy, [ladder.clock]: { ...policy[ladder.clock], [ladder.urgency]: steps } };
}

/**
 * The policy with each step called what its place makes it: the first is a reminder, one at the due instant is overdue. The name
 * decides what its notices say, so nobody may give "the deadline has passed" to a step before the deadline.
 */
export function withNames(policy: Policy): Policy {
  return POLICY_LADDERS.reduce((named, ladder) => withSteps(named, ladder, stepsOn(policy, ladder).map(withName)), policy);
}

function withName(step: PolicyStep, index: number): PolicyStep {
  const { delay } = step;
  const isDue = delay.kind === 'due' || (delay.kind === 'share' && delay.share >= 1);
  return { ...step, name: isDue ? 'overdue' : index === 0 ? 'warn' : 'escalate' };
}

/** The ladders whose steps differ between two policies, with the steps of both. */
export function changedLadders(
  before: Policy,
  after: Policy,
): { ladder: PolicyLadder; before: readonly PolicyStep[]; after: readonly PolicyStep[] }[] {
  return POLICY_LADDERS.map((ladder) => ({ ladder, before: stepsOn(before, ladder), after: stepsOn(after, ladder) })).filter(
    (one) => JSON.stringify(one.before.map(inOrder)) !== JSON.stringify(one.after.map(inOrder)),
  );
}

/** A step without its name, which follows from its place, and with its keys in one order: the database keeps another. */
function inOrder({ delay, tell, means, repeatMinutes, alarm }: PolicyStep) {
  const sorted = (value: object) => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return [sorted(delay), tell.map(sorted), [...means].sort(), repeatMinutes, alarm];
}
