import type { Means } from '../means';
import type { Policy, PolicyStep, Tell } from './policy';
import { ladderPath, POLICY_LADDERS, type PolicyLadder, stepsOn } from './policy-ladders';

/** What a policy can name and rely on in a municipality. */
export type PolicySurroundings = {
  /** Ids of active staff. */
  staff: readonly string[];
  hasOutOfHours: boolean;
  /** Whether any unit has one above it. */
  hasNextUnit: boolean;
  /** Means that the installation has set up. */
  configured: readonly Means[];
  /** Minutes from the receipt to the first due instant, at the most; null where there is none. */
  longestLimitMinutes: number | null;
};

/** Why a policy is refused; the sentence for each stands in messages/<locale>/escalation.json under "faults". */
type PolicyFault =
  | 'no-step'
  | 'too-many-steps'
  | 'no-target'
  | 'no-means'
  | 'repeated'
  | 'unknown-person'
  | 'delay-out-of-range'
  | 'repeat-out-of-range'
  | 'earlier-than-before'
  | 'first-step-after-limit'
  | 'nobody-above'
  | 'no-repetition';

/** What is allowed and may surprise. */
type PolicyWarning = 'out-of-hours-missing' | 'next-unit-missing' | 'first-step-at-due' | 'means-not-set-up' | 'quiet-when-acute';

/** `faults` by path: "acknowledge.acute", or "acknowledge.acute.0.delay" for a field of a step. */
export type PolicyCheck = { faults: Record<string, PolicyFault>; warnings: { path: string; code: PolicyWarning }[] };

const MOST_STEPS = 12;
const YEAR_MINUTES = 366 * 24 * 60;
/** More often than this a person can do nothing but read notices. */
const LEAST_REPEAT_MINUTES = 5;
const MOST_REPEAT_MINUTES = 31 * 24 * 60;

/** Whether a policy may be put in force: promise 5 must hold whatever is configured. */
export function checkPolicy(policy: Policy, there: PolicySurroundings): PolicyCheck {
  const check: PolicyCheck = { faults: {}, warnings: [] };
  for (const ladder of POLICY_LADDERS) {
    const steps = stepsOn(policy, ladder);
    const path = ladderPath(ladder);
    const fault = ladderFault(ladder, steps, there);
    if (fault) check.faults[path] = fault;
    steps.forEach((step, index) => {
      Object.assign(check.faults, under(`${path}.${index}`, stepFaults(step, steps[index - 1], there)));
    });
    check.warnings.push(...warningsOf(ladder, steps, there).map((code) => ({ path, code })));
  }
  return check;
}

function ladderFault(ladder: PolicyLadder, steps: readonly PolicyStep[], { longestLimitMinutes }: PolicySurroundings): PolicyFault | null {
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last) return 'no-step';
  if (steps.length > MOST_STEPS) return 'too-many-steps';
  if (last.repeatMinutes === null) return 'no-repetition';
  if (ladder.clock === 'duty') return null;
  if (!steps.some(({ tell }) => tell.some(isAbove))) return 'nobody-above';
  const { delay } = first;
  const isLate = delay.kind === 'minutes' && longestLimitMinutes !== null && delay.minutes > longestLimitMinutes;
  return ladder.clock === 'acknowledge' && isLate ? 'first-step-after-limit' : null;
}

/** Somebody besides who has the report and who is on duty. */
function isAbove({ kind }: Tell): boolean {
  return kind !== 'on-duty' && kind !== 'holder';
}

function stepFaults(step: PolicyStep, before: PolicyStep | undefined, there: PolicySurroundings): Record<string, PolicyFault | null> {
  const { delay, tell, means, repeatMinutes } = step;
  const isNamed = tell.every((one) => one.kind !== 'staff' || there.staff.includes(one.staffId));
  const isRepeated = new Set(tell.map((one) => JSON.stringify(one))).size < tell.length;
  const repeats = repeatMinutes === null || isWhole(repeatMinutes, LEAST_REPEAT_MINUTES, MOST_REPEAT_MINUTES);
  return {
    delay: !isDelay(delay) ? 'delay-out-of-range' : before && isEarlier(delay, before.delay) ? 'earlier-than-before' : null,
    tell: tell.length === 0 ? 'no-target' : !isNamed ? 'unknown-person' : isRepeated ? 'repeated' : null,
    means: means.length === 0 ? 'no-means' : null,
    repeatMinutes: repeats ? null : 'repeat-out-of-range',
  };
}

function isDelay(delay: PolicyStep['delay']): boolean {
  if (delay.kind === 'minutes') return isWhole(delay.minutes, 0, YEAR_MINUTES);
  return delay.kind === 'due' || (delay.share > 0 && delay.share <= 1);
}

/** Only delays of one kind can be compared without knowing the limit; nothing comes after the due instant. */
function isEarlier(delay: PolicyStep['delay'], before: PolicyStep['delay']): boolean {
  if (before.kind === 'due') return delay.kind !== 'due';
  if (delay.kind === 'minutes') return before.kind === 'minutes' && delay.minutes < before.minutes;
  return delay.kind === 'share' && before.kind === 'share' && delay.share < before.share;
}

function warningsOf(ladder: PolicyLadder, steps: readonly PolicyStep[], there: PolicySurroundings): PolicyWarning[] {
  const tells = (kind: Tell['kind']) => steps.some(({ tell }) => tell.some((one) => one.kind === kind));
  const isQuiet = steps.every(({ means }) => means.every((one) => one === 'email'));
  const first = steps[0]?.delay;
  const missing = steps.some(({ means }) => means.length > 0 && means.every((one) => !there.configured.includes(one)));
  return [
    ...(tells('out-of-hours') && !there.hasOutOfHours ? (['out-of-hours-missing'] as const) : []),
    ...(tells('next-unit') && !there.hasNextUnit ? (['next-unit-missing'] as const) : []),
    ...(first?.kind === 'due' || (first?.kind === 'share' && first.share >= 1) ? (['first-step-at-due'] as const) : []),
    ...(missing ? (['means-not-set-up'] as const) : []),
    ...(ladder.clock !== 'duty' && ladder.urgency === 'acute' && steps.length > 0 && isQuiet ? (['quiet-when-acute'] as const) : []),
  ];
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function under(path: string, faults: Record<string, PolicyFault | null>): Record<string, PolicyFault> {
  return Object.fromEntries(Object.entries(faults).flatMap(([field, code]) => (code ? [[`${path}.${field}`, code]] : [])));
}
