import type { PolicyStep } from '../escalation/policy';

/**
 * Where a ladder must stand: the auditor's own arithmetic, apart from the one by which ladders climb, so that a mistake in one of the
 * two shows. All instants are milliseconds.
 */
export type Rung = { step: number; repeat: number; at: number };

/** A round began at `from`; `due` is the instant of its limit, if there is one. */
export type Span = { from: number; due: number | null };

const MINUTE = 60_000;

/** The instant of each step; null for one that cannot come, since it hangs on a due instant that does not exist. */
export function rungs(steps: readonly PolicyStep[], span: Span): (number | null)[] {
  const instants: (number | null)[] = [];
  let floor = span.from;
  for (const { delay } of steps) {
    const at = delay.kind === 'minutes' ? capped(span.from + delay.minutes * MINUTE, span) : onTheWay(delay, span);
    if (at !== null) floor = Math.max(floor, at);
    instants.push(at === null ? null : floor);
  }
  return instants;
}

/** A step in minutes never waits beyond a limit that still lay ahead when the round began. */
function capped(at: number, { from, due }: Span): number {
  return due !== null && due > from ? Math.min(at, due) : at;
}

function onTheWay(delay: { kind: 'share'; share: number } | { kind: 'due' }, { from, due }: Span): number | null {
  if (due === null) return null;
  const share = delay.kind === 'due' ? 1 : delay.share;
  return from + Math.round(Math.max(0, due - from) * share);
}

/** The first step of a round. */
export function bottom(steps: readonly PolicyStep[], span: Span): Rung | null {
  return next(rungs(steps, span), 0);
}

function next(instants: readonly (number | null)[], from: number): Rung | null {
  for (const [step, at] of instants.entries()) if (step >= from && at !== null) return { step, repeat: 0, at };
  return null;
}

/** What comes after a step that was taken at `at`: the same one again or the one above, whichever is first. */
export function above(steps: readonly PolicyStep[], span: Span, taken: { step: number; repeat: number }, at: number): Rung | null {
  const instants = rungs(steps, span);
  const higher = next(instants, taken.step + 1);
  // A ladder that was lowered to one with fewer steps repeats its top.
  const here = Math.min(taken.step, steps.length - 1);
  const [every, first] = [steps[here]?.repeatMinutes, instants[here]];
  if (!every || first === null || first === undefined) return higher;
  const repeat = 1 + Math.max(taken.repeat, Math.floor((at - first) / (every * MINUTE)));
  const again: Rung = { step: taken.step, repeat, at: first + repeat * every * MINUTE };
  return higher && higher.at <= again.at ? higher : again;
}

/**
 * The rung after the steps or the limit changed at `at`. Its number stays. `nearer`: it may come earlier and not later. What the change
 * brings into the past is due at the change, since nobody owed it before.
 */
export function shifted(rung: Rung, steps: readonly PolicyStep[], span: Span, nearer: boolean, at: number): Rung {
  const top = Math.min(rung.step, steps.length - 1);
  const first = rungs(steps, span)[top];
  if (first === null || first === undefined) return rung;
  const repeats = top === rung.step ? rung.repeat * (steps[top]?.repeatMinutes ?? 0) : 0;
  const wanted = first + repeats * MINUTE;
  const target = nearer ? Math.min(wanted, rung.at) : wanted;
  return { ...rung, at: Math.max(target, Math.min(rung.at, at)) };
}
