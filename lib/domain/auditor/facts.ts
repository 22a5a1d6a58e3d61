import type { Policy } from '../escalation/policy';
import type { Limit } from '../law/limit';
import type { Country } from '../report';

/** One entry of a report's log, in the order of its chain. */
export type LogEntry = { at: Date; action: string; detail: Record<string, unknown> };

/** A stamped rule as its row stands. */
export type DeadlineRow = {
  rule: string;
  fromEvent: string;
  limit: Limit | null;
  appliesTo: string;
  gatesQueue: boolean;
  startedAt: Date | null;
  dueAt: Date | null;
  metAt: Date | null;
  lapsedAt: Date | null;
};

/** A ladder as its row stands. */
export type LadderRow = { clock: string; round: number; nextStep: number | null; nextStepAt: Date | null; stoppedAt: Date | null };

/** A notice that tells of a step; `who` as the log names people. delivered: a provider took it and it did not come back. */
export type NoticeRow = { who: string; means: string; settled: 'delivered' | 'not-needed' | 'waiting' };

/** A step that was taken, as its row stands. */
export type StepRow = StepKey & { firedAt: Date; notices: readonly NoticeRow[] };

export type StepKey = { clock: string; round: number; step: number; repeat: number };

/** All that the auditor holds against the log of one report. */
export type ReportFacts = {
  ref: string;
  country: Country;
  timeZone: string;
  /** The version of the municipality's policy that was stamped on the report. */
  policy: Policy;
  log: readonly LogEntry[];
  deadlines: readonly DeadlineRow[];
  ladders: readonly LadderRow[];
  steps: readonly StepRow[];
};

export type FindingCode =
  | 'step-missing'
  | 'step-extra'
  | 'notice-missing'
  | 'notice-unsent'
  | 'deadline-moved'
  | 'deadline-missing'
  | 'ladder-still'
  | 'chain-broken';

/** A mismatch of one report. `where` tells apart several of one code; it holds codes and numbers only. */
export type Finding = { code: FindingCode /** Null: the municipality's own log. */; ref: string | null; where: string };

/** What must have happened has this long: a sweep runs every few seconds, and one that is later than this is not merely slow. */
export const TOLERANCE_MINUTES = 5;

/** Longer than delivery waits before it tells the next person: by then somebody must have been reached. */
export const NOTICE_PATIENCE_MINUTES = 30;

export function stepName({ clock, round, step, repeat }: StepKey): string {
  return `${clock}/${round}/${step}/${repeat}`;
}
