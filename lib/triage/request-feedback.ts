import { isOwed } from '@/lib/domain/duty';
import { MottakError } from '@/lib/domain/errors';
import { feedbackClock } from '@/lib/domain/feedback-request';
import type { Limit } from '@/lib/domain/law/limit';
import { type Acted, type Actor, actOnReport, type Seen, type TriageDeps } from './act-on-report';
import { instantGiven, type LocalTime, startedEntry } from './duties';
import { runFeedback } from './start-feedback';

/** `asked`: when the notifier asked; left out, now. */
export type RequestFeedbackInput = Seen & { asked?: LocalTime };

/**
 * The notifier asks what became of the report. Before the decision, the decision will start the clock; after it, or in a report that
 * belongs to a running inquiry, the answer is due at once (19 kap. 6 § socialtjänstlagen).
 * @throws MottakError not-found, changed-meanwhile, already-requested, duty-settled, invalid-input (also where the country has no such duty)
 */
export async function requestFeedback(deps: TriageDeps, staff: Actor, ref: string, input: RequestFeedbackInput, now: Date): Promise<Acted> {
  return actOnReport(deps, staff, ref, input, 'settle_duty', now, async (report, tx) => {
    const duty = report.deadlines.find(({ fromEvent }) => fromEvent === 'feedback-requested');
    if (!duty) throw new MottakError('invalid-input', { fields: { rule: 'unknown' } });
    if (!isOwed(duty)) throw new MottakError('duty-settled');
    if (report.feedbackRequestedAt || duty.startedAt) throw new MottakError('already-requested');
    const requestedAt = instantGiven(input.asked, report, staff, now);
    const decidedAt = report.state === 'assessed' ? report.assessedAt : null;
    const inquiryRuns = report.outcome === 'reassess_ongoing';
    const clock = feedbackClock(
      { ...duty, limit: duty.limit as Limit | null },
      { requestedAt, decidedAt, inquiryRuns },
      staff.municipality,
    );
    if (clock) await runFeedback(tx, report, duty, clock, now);
    return {
      data: { feedbackRequestedAt: requestedAt },
      action: 'report.feedback-requested',
      detail: { requestedAt: requestedAt.toISOString() },
      more: clock?.startedAt ? [startedEntry(duty.rule, clock.startedAt)] : [],
    };
  });
}
