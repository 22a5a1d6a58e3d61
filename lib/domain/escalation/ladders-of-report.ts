import { max, min } from 'date-fns';
import { isMetByAssessment } from '../assessment';
import type { Urgency } from '../report';
import { firstPosition, type LadderPosition, type Round, reposition } from './ladder';
import { ACKNOWLEDGE, type Clock, type Policy, type PolicyStep, stepsFor } from './policy';

/** Limits that hold only when a person says so: what starts them starts their ladder. */
const SELDOM = ['special-cases'];

/** A clock's ladder as it begins. */
export type LadderStart = Round & { clock: Clock; position: LadderPosition };

/** A limit as it is stamped on the report. */
type RunningLimit = { rule: string; dueAt: Date | null; startedAt: Date | null; appliesTo: string };

/** The steps that a clock of a report climbs. */
export function stepsOfClock(policy: Policy, clock: Clock, urgency: Urgency): readonly PolicyStep[] {
  return stepsFor(policy, clock, isMetByAssessment(clock), urgency);
}

/**
 * The ladders with which a report begins: one until somebody acknowledges, and one for each limit that has a due instant. Each climbs
 * by itself; none stops another (promise 4).
 * @param dueAt the earliest due instant that holds the report open: nobody may wait for an acknowledgement beyond it
 */
export function laddersAtReceipt(
  policy: Policy,
  urgency: Urgency,
  receivedAt: Date,
  dueAt: Date | null,
  limits: readonly RunningLimit[],
): LadderStart[] {
  const rounds = limits
    .filter(({ dueAt: limitDueAt, appliesTo }) => limitDueAt !== null && !SELDOM.includes(appliesTo))
    .map((limit) => ({ clock: limit.rule, startedAt: limit.startedAt ?? receivedAt, dueAt: limit.dueAt }));
  return [{ clock: ACKNOWLEDGE, startedAt: receivedAt, dueAt }, ...rounds].map((round) => ({
    ...round,
    position: firstPosition(stepsOfClock(policy, round.clock, urgency), round),
  }));
}

/**
 * Where a ladder stands after a person or a correction changed its steps or its round. A step that the change brings into the past is
 * due at the change: nobody owed it before. `owedFrom` is then that instant, else null.
 */
export function move(
  current: LadderPosition,
  steps: readonly PolicyStep[],
  round: Round,
  onlyNearer: boolean,
  now: Date,
): { position: LadderPosition; owedFrom: Date | null } {
  const moved = reposition(current, steps, round, onlyNearer);
  if (!current || !moved) return { position: moved, owedFrom: null };
  const at = max([moved.at, min([current.at, now])]);
  return { position: { ...moved, at }, owedFrom: at > moved.at ? at : null };
}
