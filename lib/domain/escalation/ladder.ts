import { addMilliseconds, addMinutes, differenceInMilliseconds, max, min } from 'date-fns';
import type { PolicyStep } from './policy';

/** The step that comes next: its number, how often it was repeated before, and its instant. Null: the ladder stands still. */
export type LadderPosition = { step: number; repeat: number; at: Date } | null;

/** A round of a ladder: it began at `startedAt` (the receipt, or the handing back) and its deadline, if any, is due at `dueAt`. */
export type Round = { startedAt: Date; dueAt: Date | null };

/**
 * The instants of a ladder's steps, each without its repetitions. No step waits beyond a due instant that lies ahead when the round
 * begins, and none comes before the one below it. A share of no time, and a due instant that does not exist, make no step: null.
 */
export function stepInstants(steps: readonly PolicyStep[], round: Round): (Date | null)[] {
  let below = round.startedAt;
  return steps.map(({ delay }) => {
    const nominal = nominalInstant(delay, round);
    if (!nominal) return null;
    below = max([below, nominal]);
    return below;
  });
}

function nominalInstant(delay: PolicyStep['delay'], { startedAt, dueAt }: Round): Date | null {
  if (delay.kind === 'minutes') {
    const at = addMinutes(startedAt, delay.minutes);
    return dueAt && dueAt > startedAt ? min([at, dueAt]) : at;
  }
  if (!dueAt) return null;
  const left = Math.max(0, differenceInMilliseconds(dueAt, startedAt));
  return delay.kind === 'due' ? max([dueAt, startedAt]) : addMilliseconds(startedAt, Math.round(left * delay.share));
}

/** Where a round begins: at its first step. */
export function firstPosition(steps: readonly PolicyStep[], round: Round): LadderPosition {
  return stepFrom(steps, round, 0);
}

/**
 * Where the ladder stands after the step at `current` was taken at `now`. Steps keep their instants however late the one before them
 * was taken. Repetitions that fell due meanwhile are not made up: a person who was away for a night is told once, not forty times.
 */
export function positionAfter(steps: readonly PolicyStep[], round: Round, current: NonNullable<LadderPosition>, now: Date): LadderPosition {
  const above = stepFrom(steps, round, current.step + 1);
  const again = repetition(steps, round, current, now);
  if (!again) return above;
  return above && above.at <= again.at ? above : again;
}

function repetition(
  steps: readonly PolicyStep[],
  round: Round,
  { step, repeat, at }: NonNullable<LadderPosition>,
  now: Date,
): LadderPosition {
  const here = Math.min(step, steps.length - 1);
  const every = steps[here]?.repeatMinutes;
  const first = stepInstants(steps, round)[here];
  if (!every || !first) return null;
  const passed = Math.floor(differenceInMilliseconds(max([now, at]), first) / (every * 60_000));
  const next = Math.max(repeat, passed) + 1;
  return { step, repeat: next, at: addMinutes(first, every * next) };
}

function stepFrom(steps: readonly PolicyStep[], round: Round, from: number): LadderPosition {
  const instants = stepInstants(steps, round);
  for (let step = from; step < steps.length; step += 1) {
    const at = instants[step];
    if (at) return { step, repeat: 0, at };
  }
  return null;
}

/** A step that was due and is taken: its number, its repetition, and since when it was due. */
export type TakenStep = NonNullable<LadderPosition>;

/** Takes every step that is due at `now`, each once, and says where the ladder stands then. */
export function climb(
  steps: readonly PolicyStep[],
  round: Round,
  from: LadderPosition,
  now: Date,
): { taken: TakenStep[]; next: LadderPosition } {
  const taken: TakenStep[] = [];
  let next = from;
  while (next && next.at <= now) {
    taken.push(next);
    next = positionAfter(steps, round, next, now);
  }
  return { taken, next };
}

/**
 * What the step with this number is. A ladder that was lowered to one with fewer steps stands beyond its top: there the last step is
 * taken again under the higher number, since the lower ones may have been taken before.
 */
export function stepNumbered<Step>(steps: readonly Step[], step: number): Step | undefined {
  return steps[Math.min(step, steps.length - 1)];
}

/**
 * The ladder after its steps or its due instant changed: the step that comes next keeps its number, so that none is taken twice.
 * With `onlyNearer` its instant may only come nearer (the urgency was raised, the due instant moved nearer, a notice failed); else it
 * is that of the new steps. A ladder that stands still stays so.
 */
export function reposition(current: LadderPosition, steps: readonly PolicyStep[], round: Round, onlyNearer: boolean): LadderPosition {
  if (!current) return current;
  const here = Math.min(current.step, steps.length - 1);
  const first = stepInstants(steps, round)[here];
  if (!first) return current;
  const every = steps[here]?.repeatMinutes ?? 0;
  const at = addMinutes(first, here === current.step ? every * current.repeat : 0);
  return { ...current, at: onlyNearer ? min([at, current.at]) : at };
}
