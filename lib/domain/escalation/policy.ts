import type { Role } from '../access';
import type { Means } from '../means';
import type { Urgency } from '../report';

/** What a step is called. warn: a reminder; escalate: somebody above is told; overdue: the due instant has come. */
type StepName = 'warn' | 'escalate' | 'overdue';

/** Whom a step tells. `holder`: who has acknowledged the report, else has it assigned. `next-unit`: that unit's supervisors. */
export type Tell =
  | { kind: 'on-duty' }
  | { kind: 'holder' }
  | { kind: 'role'; role: Role }
  | { kind: 'staff'; staffId: string }
  | { kind: 'next-unit' }
  | { kind: 'out-of-hours' };

/** When a step comes: minutes after the round began, a share (0 to 1) of the time from there to the due instant, or at the due instant. */
export type Delay = { kind: 'minutes'; minutes: number } | { kind: 'share'; share: number } | { kind: 'due' };

export type PolicyStep = {
  name: StepName;
  delay: Delay;
  tell: readonly Tell[];
  means: readonly Means[];
  /** The step is taken again after this many minutes, and again, until the next step comes; null: once. */
  repeatMinutes: number | null;
  /** An acknowledged report goes back to the top of the queue with this step. */
  alarm: boolean;
};

/**
 * A municipality's escalation policy: steps while nobody has acknowledged, while the first assessment is owed, and while another
 * duty is owed. These are the office's own, never law. A report keeps the version that was in force when it was created.
 */
export type Policy = {
  acknowledge: Record<Urgency, readonly PolicyStep[]>;
  assess: Record<Urgency, readonly PolicyStep[]>;
  duty: readonly PolicyStep[];
};

/** A clock of a report: "acknowledge" until a named person has acknowledged, otherwise the id of a law rule until it is met. */
export type Clock = string;
export const ACKNOWLEDGE: Clock = 'acknowledge';

/**
 * The steps that a clock climbs.
 * @param isAssessment whether the clock's rule is one that a complete assessment meets (lib/domain/assessment.ts)
 */
export function stepsFor(policy: Policy, clock: Clock, isAssessment: boolean, urgency: Urgency): readonly PolicyStep[] {
  if (clock === ACKNOWLEDGE) return policy.acknowledge[urgency];
  return isAssessment ? policy.assess[urgency] : policy.duty;
}
