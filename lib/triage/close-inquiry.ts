import { storable } from '@/lib/db/text';
import { isOfInquiry, isOwed } from '@/lib/domain/duty';
import { MottakError } from '@/lib/domain/errors';
import { type Acted, type Actor, actOnReport, type Entry, type ReportToActOn, type Seen, type TriageDeps } from './act-on-report';
import { instantGiven, type LocalTime, lapseDuty, meetDuty, metEntry, startDuty, startedEntry } from './duties';

/** `closed`: when the inquiry was closed; left out, now. */
export type CloseInquiryInput = Seen & { closed?: LocalTime; note?: string };

const WITH_INQUIRY: readonly (string | null)[] = ['open_inquiry', 'reassess_ongoing'];

/**
 * The inquiry that the report was assessed into is closed: its limit is met, and the clocks that wait for it start, such as telling a
 * Norwegian notifier with a duty to report (§ 13-3 barnevernsloven). A report in an inquiry that ran already has only the latter.
 * @throws MottakError not-found, changed-meanwhile, no-inquiry (also when it is closed already), invalid-input
 */
export async function closeInquiry(deps: TriageDeps, staff: Actor, ref: string, input: CloseInquiryInput, now: Date): Promise<Acted> {
  const note = storable(input.note?.trim() ?? '');
  return actOnReport(deps, staff, ref, input, 'settle_duty', now, async (report, tx) => {
    const { limits, waiting } = endedBy(report);
    const closedAt = instantGiven(input.closed, report, staff, now);
    const more: Entry[] = [];
    for (const duty of limits) {
      // The longer limit of special cases was never needed where nobody said that the case is one.
      const met = duty.appliesTo === 'inquiry';
      if (met) await meetDuty(tx, duty, closedAt, staff, now);
      else await lapseDuty(tx, duty, now);
      more.push(met ? metEntry(duty, closedAt) : { action: 'duty.not-needed', detail: { rule: duty.rule } });
    }
    for (const duty of waiting) {
      if (await startDuty(tx, report, duty, 'inquiry-closed', closedAt, staff, now)) more.push(startedEntry(duty.rule, closedAt));
    }
    return {
      data: {},
      action: 'report.inquiry-closed',
      detail: { closedAt: closedAt.toISOString(), ...(note ? { reason: note } : {}) },
      more,
    };
  });
}

/** What closing the inquiry settles and starts. */
function endedBy(report: ReportToActOn) {
  const owed = report.deadlines.filter(isOwed);
  const limits = owed.filter(isOfInquiry);
  const waiting = owed.filter(({ fromEvent, startedAt }) => fromEvent === 'inquiry-closed' && startedAt === null);
  const hasInquiry = report.state === 'assessed' && WITH_INQUIRY.includes(report.outcome);
  if (!hasInquiry || limits.length + waiting.length === 0) throw new MottakError('no-inquiry');
  return { limits, waiting };
}
