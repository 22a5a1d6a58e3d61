import { ROLES } from '@/lib/domain/access';
import type { Delay, Policy, PolicyStep, Tell } from '@/lib/domain/escalation/policy';
import { POLICY_LADDERS, stepsOn, withSteps } from '@/lib/domain/escalation/policy-ladders';

/** A step as it is typed: numbers stay text until they are used. `id` keeps a row's fields together when rows move. */
export type DraftStep = {
  id: string;
  kind: Delay['kind'];
  /** Minutes, or percent of the time. */
  amount: string;
  unit: Unit;
  tell: readonly Tell[];
  means: PolicyStep['means'];
  repeats: boolean;
  repeat: string;
  repeatUnit: Unit;
  alarm: boolean;
};

export const UNITS = { minutes: 1, hours: 60, days: 24 * 60 } as const;
export type Unit = keyof typeof UNITS;

function draftStep(step: PolicyStep, id: string): DraftStep {
  const { delay, repeatMinutes } = step;
  const wait = split(delay.kind === 'minutes' ? delay.minutes : 0);
  const again = split(repeatMinutes ?? UNITS.hours);
  const amount = delay.kind === 'share' ? String(Math.round(delay.share * 1000) / 10) : wait.amount;
  const { tell, means, alarm } = step;
  return {
    id,
    kind: delay.kind,
    amount,
    unit: wait.unit,
    tell,
    means,
    repeats: repeatMinutes !== null,
    repeat: again.amount,
    repeatUnit: again.unit,
    alarm,
  };
}

/** The step that was typed; what is no number becomes one that the check refuses. */
export function stepOf({ kind, amount, unit, tell, means, repeats, repeat, repeatUnit, alarm }: DraftStep): PolicyStep {
  const typed = number(amount);
  const delay: Delay =
    kind === 'due' ? { kind } : kind === 'share' ? { kind, share: Math.round(typed * 10) / 1000 } : { kind, minutes: typed * UNITS[unit] };
  return { name: 'escalate', delay, tell, means, repeatMinutes: repeats ? number(repeat) * UNITS[repeatUnit] : null, alarm };
}

/** A new step of a ladder: who is on duty, an hour after the beginning, by mail. */
export function newStep(id: string): DraftStep {
  const step = {
    name: 'escalate',
    delay: { kind: 'minutes', minutes: 60 },
    tell: [{ kind: 'on-duty' }],
    means: ['push', 'sms', 'email'],
  } as const;
  return draftStep({ ...step, repeatMinutes: null, alarm: false }, id);
}

export function policyOf(drafts: readonly (readonly DraftStep[])[], base: Policy): Policy {
  return POLICY_LADDERS.reduce((policy, ladder, index) => withSteps(policy, ladder, (drafts[index] ?? []).map(stepOf)), base);
}

export function draftsOf(policy: Policy): DraftStep[][] {
  return POLICY_LADDERS.map((ladder, row) => stepsOn(policy, ladder).map((step, index) => draftStep(step, `${row}-${index}`)));
}

/** Every target that can be chosen but for named people. */
export const FIXED_TARGETS: readonly Tell[] = [
  { kind: 'on-duty' },
  { kind: 'holder' },
  ...ROLES.map((role): Tell => ({ kind: 'role', role })),
  { kind: 'next-unit' },
  { kind: 'out-of-hours' },
];

function split(minutes: number): { amount: string; unit: Unit } {
  const unit = (['days', 'hours'] as const).find((one) => minutes > 0 && minutes % UNITS[one] === 0) ?? 'minutes';
  return { amount: String(minutes / UNITS[unit]), unit };
}

/** Nordic keyboards write a decimal comma. −1 is refused wherever it stands. */
function number(typed: string): number {
  const value = typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.'));
  return Number.isFinite(value) ? value : -1;
}
