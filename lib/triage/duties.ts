import type { Tx } from '@/lib/db/client';
import { startLadder, stopLadders } from '@/lib/deadlines/ladders';
import { callInstant } from '@/lib/domain/call-time';
import { type RuleClock, startClock } from '@/lib/domain/deadline';
import { MottakError } from '@/lib/domain/errors';
import type { Limit } from '@/lib/domain/law/limit';
import type { StartEvent } from '@/lib/domain/law/rule';
import type { Actor, Entry, ReportToActOn } from './act-on-report';

export type StampedDuty = ReportToActOn['deadlines'][number];

/** A date (YYYY-MM-DD) and a time of day (HH:MM) in the municipality's zone. */
export type LocalTime = { day: string; time: string };

/** @throws MottakError invalid-input when no such rule was stamped on the report */
export function dutyOf(report: ReportToActOn, rule: string): StampedDuty {
  const found = report.deadlines.find((duty) => duty.rule === rule);
  if (!found) throw new MottakError('invalid-input', { fields: { rule: 'unknown' } });
  return found;
}

/**
 * When a person says that something happened: now, or a time between the receipt and now. The minute of the receipt counts as after it.
 * @throws MottakError invalid-input with the field "at": before-receipt, in-the-future, too-old, not-a-time, no-such-time
 */
export function instantGiven(given: LocalTime | undefined, { receivedAt }: { receivedAt: Date }, { municipality }: Actor, now: Date): Date {
  if (!given) return now;
  const found = callInstant(given.day, given.time, municipality.timeZone, now);
  if ('fault' in found) throw new MottakError('invalid-input', { fields: { at: found.fault } });
  if (found.at.getTime() + 60_000 <= receivedAt.getTime()) throw new MottakError('invalid-input', { fields: { at: 'before-receipt' } });
  return found.at < receivedAt ? receivedAt : found.at;
}

/** Starts the duty's clock with its ladder when `event` is what it waits for. Counts by what was stamped. @returns whether it started */
export async function startDuty(
  tx: Tx,
  report: ReportToActOn,
  duty: StampedDuty,
  event: StartEvent,
  at: Date,
  { municipality }: Actor,
  now: Date,
): Promise<boolean> {
  const clock = startClock({ fromEvent: duty.fromEvent, limit: duty.limit as Limit | null }, event, at, municipality);
  if (clock) await runClock(tx, report, duty, clock, now);
  return clock !== null;
}

/** Stores the duty's clock and starts its ladder. `more`: other columns that change with it. */
export async function runClock(
  tx: Tx,
  report: ReportToActOn,
  duty: StampedDuty,
  clock: RuleClock,
  now: Date,
  more: object = {},
): Promise<void> {
  await tx.deadline.update({ where: { id: duty.id }, data: { ...clock, ...more } });
  if (clock.startedAt && clock.dueAt) await startLadder(tx, report, duty.rule, { startedAt: clock.startedAt, dueAt: clock.dueAt }, now);
}

/** The duty is done, at `metAt`; its ladder stops. */
export async function meetDuty(tx: Tx, duty: StampedDuty, metAt: Date, { staffId }: Actor, now: Date): Promise<void> {
  await tx.deadline.update({ where: { id: duty.id }, data: { metAt, metById: staffId, settledAt: now } });
  await stopLadders(tx, duty.reportId, [duty.rule], now);
}

/** The duty falls away; its ladder stops. */
export async function lapseDuty(tx: Tx, duty: StampedDuty, now: Date, more: object = {}): Promise<void> {
  await tx.deadline.update({ where: { id: duty.id }, data: { lapsedAt: now, ...more } });
  await stopLadders(tx, duty.reportId, [duty.rule], now);
}

/** What the log says when a clock starts that waited. */
export function startedEntry(rule: string, startedAt: Date): Entry {
  return { action: 'duty.started', detail: { rule, startedAt: startedAt.toISOString() } };
}

/** What the log says when a duty is done. */
export function metEntry({ rule, dueAt }: StampedDuty, metAt: Date, note = ''): Entry {
  const late = dueAt !== null && metAt > dueAt;
  return { action: 'duty.met', detail: { rule, metAt: metAt.toISOString(), late, ...(note ? { reason: note } : {}) } };
}
