import { dk } from './law/dk';
import { type Calendar, type Due, dueFrom, type Limit } from './law/limit';
import { no } from './law/no';
import type { AppliesTo, Basis, LawRule, LeaveOutReason, StartEvent } from './law/rule';
import { se } from './law/se';
import { DEFAULT_LAW_SETTINGS, type LawSettings, withSettings } from './law/settings';
import type { Country } from './report';

export const LAW: Readonly<Record<Country, readonly LawRule[]>> = { dk, no, se };

/** A clock of a rule: when it started and when it runs out; all null while it stands, `dueAt` and days null where no limit is set. */
export type RuleClock = { startedAt: Date | null } & { [Key in keyof Due]: Due[Key] | null };

/** A law rule stamped on a report when it is created, with its clock. A later change of law or settings does not touch it. */
export type Deadline = {
  rule: string;
  citation: string;
  oldCitation: string;
  basis: Basis;
  certainty: string;
  fromEvent: StartEvent;
  limit: Limit | null;
  appliesTo: AppliesTo;
  gatesQueue: boolean;
  mayBeLeftOut: readonly LeaveOutReason[];
} & RuleClock;

const STANDING: RuleClock = { startedAt: null, dueAt: null, lastDay: null, shownLastDay: null };

/** All rules of the country as they are stamped on a report received at `receivedAt` (an instant). Clocks of later events stand. */
export function deadlinesFor(
  country: Country,
  receivedAt: Date,
  timeZone: string,
  settings: LawSettings = DEFAULT_LAW_SETTINGS,
): Deadline[] {
  return LAW[country].map((each) => {
    const { id, country: _, from, ...rule } = withSettings(each, settings);
    const stamp = { ...rule, rule: id, fromEvent: from };
    return { ...stamp, ...(startClock(stamp, 'received', receivedAt, { country, timeZone }) ?? STANDING) };
  });
}

/**
 * The clock of a stamped rule when `event` happens at `at`; null when something else starts it. Counts by the stamped limit and
 * never by the law of today. Starting again from another instant (a corrected receipt) moves the clock.
 */
export function startClock(
  stamped: { fromEvent: string; limit: Limit | null },
  event: StartEvent,
  at: Date,
  calendar: Calendar,
): RuleClock | null {
  if (stamped.fromEvent !== event) return null;
  return stamped.limit ? { startedAt: at, ...dueFrom(stamped.limit, at, calendar) } : { ...STANDING, startedAt: at };
}

type QueueDeadline = { dueAt: Date | null; gatesQueue: boolean; metAt?: Date | null };

/** The instant that orders the queue: the earliest due instant among unmet deadlines that keep the report in it. */
export function nextDue(deadlines: readonly QueueDeadline[]): Date | null {
  const open = deadlines.flatMap(({ dueAt, gatesQueue, metAt }) => (dueAt && gatesQueue && !metAt ? [dueAt.getTime()] : []));
  return open.length === 0 ? null : new Date(Math.min(...open));
}
