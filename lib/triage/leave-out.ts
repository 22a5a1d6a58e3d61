import { storable } from '@/lib/db/text';
import { needsExplanation, whyNotLeftOut } from '@/lib/domain/duty';
import { MottakError } from '@/lib/domain/errors';
import type { LeaveOutReason } from '@/lib/domain/law/rule';
import { type Acted, type Actor, actOnReport, neededReason, type Seen, type TriageDeps } from './act-on-report';
import { dutyOf, lapseDuty } from './duties';

/** `exception`: which exception of the act; `reason`: why it holds here, in the person's own words. */
export type LeaveOutInput = Seen & { rule: string; exception: LeaveOutReason; reason?: string };

/**
 * A person leaves a duty out by an exception that the act makes. It is kept and shown as not needed; its ladder stops, and no other.
 * @throws MottakError not-found, changed-meanwhile, duty-settled, no-exception, reason-needed, invalid-input
 */
export async function leaveOut(deps: TriageDeps, staff: Actor, ref: string, input: LeaveOutInput, now: Date): Promise<Acted> {
  const reason = storable(needsExplanation(input.exception) ? neededReason(input.reason) : (input.reason?.trim() ?? ''));
  return actOnReport(deps, staff, ref, input, 'settle_duty', now, async (report, tx) => {
    const duty = dutyOf(report, input.rule);
    const refusal = whyNotLeftOut(duty, input.exception);
    if (refusal) throw new MottakError(refusal);
    await lapseDuty(tx, duty, now, {
      notNeededAt: now,
      notNeededById: staff.staffId,
      notNeededReason: input.exception,
      notNeededNote: reason || null,
      settledAt: now,
    });
    return { data: {}, action: 'duty.not-needed', detail: { rule: duty.rule, exception: input.exception, ...(reason ? { reason } : {}) } };
  });
}
