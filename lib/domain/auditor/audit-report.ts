import { addMinutes, subMinutes } from 'date-fns';
import { dueFrom } from '../law/limit';
import {
  type DeadlineRow,
  type Finding,
  type FindingCode,
  NOTICE_PATIENCE_MINUTES,
  type ReportFacts,
  type StepRow,
  stepName,
  TOLERANCE_MINUTES,
} from './facts';
import { ACKNOWLEDGE, replay, type Standing, type Told } from './replay';

/** Rounding apart, an instant that was counted twice is the same. */
const SAME_MS = 1000;

/**
 * What does not agree between the log of a report and its rows at `now`. Empty: every step and notice that the law and the policy
 * demand is there, nothing else is, and every limit is due when it must be. The chain must have been found whole before.
 */
export function auditReport(facts: ReportFacts, now: Date): Finding[] {
  const standing = replay(facts);
  const finding = (code: FindingCode, where: string): Finding => ({ code, ref: facts.ref, where });
  return [
    ...deadlines(standing).map(([code, where]) => finding(code, where)),
    ...ladders(standing, now).map(([code, where]) => finding(code, where)),
    ...steps(standing, now).map(([code, where]) => finding(code, where)),
  ];
}

type Found = readonly [FindingCode, string];

function deadlines(standing: Standing): Found[] {
  const { facts, duties, clocks } = standing;
  const moved = facts.deadlines.filter((row) => {
    const duty = duties.get(row.rule);
    if (!duty || !same(row.dueAt, duty.dueAt) || !same(row.startedAt, duty.startedAt)) return true;
    return (row.metAt !== null) !== duty.met || (row.lapsedAt !== null) !== duty.lapsed || !isAsStamped(standing, row);
  });
  const rows = new Set(facts.deadlines.map(({ rule }) => rule));
  const known = [...standing.stamped.keys(), ...facts.ladders.map(({ clock }) => clock), ...clocks.keys()];
  const missing = new Set(known.filter((rule) => rule !== ACKNOWLEDGE && !rows.has(rule)));
  return [
    ...moved.map(({ rule }) => ['deadline-moved', rule] as const),
    ...[...missing].map((rule) => ['deadline-missing', rule] as const),
  ];
}

/** Whether the limit in the row still gives the due instant that the log says was stamped at receipt. */
function isAsStamped({ stamped, facts }: Standing, { rule, limit }: DeadlineRow): boolean {
  const logged = stamped.get(rule);
  if (!logged) return true;
  return limit !== null && same(dueFrom(limit, new Date(logged.from), facts).dueAt, logged.dueAt);
}

function same(row: Date | null, expected: number | null | undefined): boolean {
  if (row === null || expected === null || expected === undefined) return row === null && (expected ?? null) === null;
  return Math.abs(row.getTime() - expected) < SAME_MS;
}

/** A clock that must climb and does not, or whose next step waits longer than it may; and one that climbs though it was stopped. */
function ladders(standing: Standing, now: Date): Found[] {
  const missedBefore = subMinutes(now, TOLERANCE_MINUTES).getTime();
  const found: Found[] = [];
  for (const [name, clock] of standing.clocks) {
    const row = standing.facts.ladders.find((ladder) => ladder.clock === name);
    const at = row && !row.stoppedAt ? (row.nextStepAt?.getTime() ?? null) : null;
    if (!clock.running && at !== null) found.push(['step-extra', name]);
    if (!clock.running || !clock.rung) continue;
    const latest = standing.isExact ? clock.rung.at : Math.max(clock.rung.at, at ?? 0);
    if (at === null || row?.round !== clock.round || at >= latest + SAME_MS) found.push(['ladder-still', name]);
    else if (latest < missedBefore) found.push(['step-missing', stepName({ clock: name, round: clock.round, ...clock.rung })]);
  }
  return found;
}

/** Steps that the log and the rows do not both know, and steps that told nobody of those whom they had to tell. */
function steps({ facts, taken, extra, clocks }: Standing, now: Date): Found[] {
  const rows = new Map(facts.steps.map((row) => [stepName(row), row]));
  const found: Found[] = [
    ...extra.map((key) => ['step-extra', stepName(key)] as const),
    ...[...rows.keys()].filter((name) => !taken.has(name)).map((name) => ['step-extra', name] as const),
    ...[...taken.keys()].filter((name) => !rows.has(name)).map((name) => ['step-missing', name] as const),
  ];
  for (const [name, step] of taken) {
    const row = rows.get(name);
    if (!row) continue;
    if (step.at <= subMinutes(now, TOLERANCE_MINUTES) && step.told.some((told) => !isTold(row, told))) found.push(['notice-missing', name]);
    else if (clocks.get(step.clock)?.running && isUnheard(row, facts.steps, now)) found.push(['notice-unsent', name]);
  }
  return found;
}

function isTold({ notices }: StepRow, { who, means }: Told): boolean {
  return notices.some((notice) => notice.who === who && (means === null || notice.means === means));
}

/** Whether nobody was reached by a step that was taken long enough ago, nor by any step of its clock since. */
function isUnheard(row: StepRow, all: readonly StepRow[], now: Date): boolean {
  if (row.notices.length === 0 || addMinutes(row.firedAt, NOTICE_PATIENCE_MINUTES) > now) return false;
  const since = all.filter(({ clock, firedAt }) => clock === row.clock && firedAt >= row.firedAt).flatMap(({ notices }) => notices);
  return [...row.notices, ...since].every(({ settled }) => settled === 'waiting');
}
