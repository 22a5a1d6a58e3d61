import { storable } from '@/lib/db/text';
import { eventsOf } from '@/lib/domain/assessment';
import { startClock } from '@/lib/domain/deadline';
import { mayBeUndone } from '@/lib/domain/duty';
import { MottakError } from '@/lib/domain/errors';
import type { Limit } from '@/lib/domain/law/limit';
import type { Outcome } from '@/lib/domain/report';
import { type Acted, type Actor, actOnReport, neededReason, type ReportToActOn, type Seen, type TriageDeps } from './act-on-report';
import { dutyOf, runClock, type StampedDuty } from './duties';

export type UndoDutyInput = Seen & { rule: string; reason: string };

const OWED_AGAIN = {
  metAt: null,
  metById: null,
  lapsedAt: null,
  notNeededAt: null,
  notNeededById: null,
  notNeededReason: null,
  notNeededNote: null,
  settledAt: null,
};

/**
 * Takes back that a duty was done or left out: a slip of the same person on the same day. The duty is owed again under the limit that it
 * had, and its ladder climbs a new round; the log keeps both.
 * @throws MottakError not-found, changed-meanwhile, not-to-undo, reason-needed, invalid-input
 */
export async function undoDuty(deps: TriageDeps, staff: Actor, ref: string, input: UndoDutyInput, now: Date): Promise<Acted> {
  const reason = storable(neededReason(input.reason));
  return actOnReport(deps, staff, ref, input, 'settle_duty', now, async (report, tx) => {
    const duty = dutyOf(report, input.rule);
    if (!mayBeUndone(duty, staff.staffId, now, staff.municipality.timeZone)) throw new MottakError('not-to-undo');
    const startedAt = startOf(report, duty);
    const { rule, dueAt, lastDay, shownLastDay } = duty;
    const stamped = { fromEvent: duty.fromEvent, limit: duty.limit as Limit | null };
    const clock = duty.startedAt
      ? { startedAt, dueAt, lastDay, shownLastDay }
      : (startedAt && startClock(stamped, 'assessed', startedAt, staff.municipality)) || {
          startedAt: null,
          dueAt: null,
          lastDay: null,
          shownLastDay: null,
        };
    await runClock(tx, report, duty, clock, now, OWED_AGAIN);
    return { data: {}, action: 'duty.reopened', detail: { rule, reason, startedAt: clock.startedAt?.toISOString() ?? null } };
  });
}

/** A duty that was left out before its clock began, in a report that was assessed since, runs from the assessment. */
function startOf(report: ReportToActOn, duty: StampedDuty): Date | null {
  if (duty.startedAt || report.state !== 'assessed') return duty.startedAt;
  return eventsOf(report.outcome as Outcome).some((event) => event === duty.fromEvent) ? report.assessedAt : null;
}
