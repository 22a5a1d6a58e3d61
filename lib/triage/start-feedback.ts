import type { Tx } from '@/lib/db/client';
import type { RuleClock } from '@/lib/domain/deadline';
import { isFeedbackRequested } from '@/lib/domain/duty';
import { feedbackClock } from '@/lib/domain/feedback-request';
import type { Limit } from '@/lib/domain/law/limit';
import type { Basis } from '@/lib/domain/law/rule';
import type { Notifier, Outcome } from '@/lib/domain/report';
import type { Actor, Entry, ReportToActOn } from './act-on-report';
import { runClock, type StampedDuty, startedEntry } from './duties';

/** Starts the clock of the feedback when the notifier asked before the decision, which is made now. @returns what the log says of it */
export async function startFeedback(
  tx: Tx,
  report: ReportToActOn,
  owed: readonly StampedDuty[],
  outcome: Outcome,
  { municipality }: Actor,
  now: Date,
): Promise<Entry[]> {
  const duty = owed.find(({ fromEvent, startedAt }) => fromEvent === 'feedback-requested' && startedAt === null);
  const { feedbackRequestedAt } = report;
  if (!duty || !isFeedbackRequested({ feedbackRequestedAt, notifier: report.notifier as Notifier | null })) return [];
  const requestedAt = feedbackRequestedAt ?? report.receivedAt;
  const decision = { requestedAt, decidedAt: now, inquiryRuns: outcome === 'reassess_ongoing' };
  const clock = feedbackClock({ ...duty, limit: duty.limit as Limit | null }, decision, municipality);
  if (!clock?.startedAt) return [];
  await runFeedback(tx, report, duty, clock, now);
  return [startedEntry(duty.rule, clock.startedAt)];
}

/** Stores the clock with the limit by which it counts: the week of the act, or "at once". */
export async function runFeedback(
  tx: Tx,
  report: ReportToActOn,
  duty: StampedDuty,
  { limit, basis, ...clock }: RuleClock & { limit: Limit | null; basis: Basis },
  now: Date,
): Promise<void> {
  await runClock(tx, report, duty, clock, now, limit ? { limit, basis } : { basis });
}
