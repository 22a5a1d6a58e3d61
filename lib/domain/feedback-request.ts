import { type RuleClock, startClock } from './deadline';
import { type Calendar, dueFrom, type Limit } from './law/limit';
import type { Basis } from './law/rule';

/** "Genast" has no figure; the same day is the target, as for the protection assessment. */
const AT_ONCE: Limit = { unit: 'same-day' };

type Decision = {
  requestedAt: Date /** Null: not decided yet. */;
  decidedAt: Date | null /** No decision is needed in an inquiry that runs. */;
  inquiryRuns: boolean;
};

/**
 * The clock of the feedback that a notifier asked for (19 kap. 6 § socialtjänstlagen): the stamped week from the decision; asked after
 * it, or while an inquiry runs, at once. Null before the decision: then the decision starts it.
 */
export function feedbackClock(
  stamped: { fromEvent: string; limit: Limit | null; basis: Basis },
  { requestedAt, decidedAt, inquiryRuns }: Decision,
  calendar: Calendar,
): (RuleClock & { limit: Limit | null; basis: Basis }) | null {
  if (!decidedAt) return null;
  const { limit, basis } = stamped;
  if (requestedAt <= decidedAt && !inquiryRuns) {
    const clock = startClock(stamped, 'feedback-requested', decidedAt, calendar);
    return clock && { ...clock, limit, basis };
  }
  const startedAt = requestedAt > decidedAt ? requestedAt : decidedAt;
  return { startedAt, ...dueFrom(AT_ONCE, startedAt, calendar), limit: AT_ONCE, basis: 'target' };
}
