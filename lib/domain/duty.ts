import { isMetByAssessment } from './assessment';
import type { ErrorCode } from './errors';
import type { LeaveOutReason, StartEvent } from './law/rule';
import { localDay } from './local-time';
import type { Notifier, Outcome, ReportState } from './report';

/** An instant, or the same after JSON. */
type Instant = Date | string;

/** A stamped rule as it stands on a report. */
type Duty = {
  rule: string;
  appliesTo: string;
  mayBeLeftOut: readonly string[];
  startedAt: Instant | null;
  metAt: Instant | null;
  lapsedAt: Instant | null;
};

/** What is known of a report that decides whom its duties are about. */
export type Circumstances = {
  state: ReportState;
  outcome: Outcome | null;
  notifier: Notifier | null;
  ongoingMeasures: boolean | null;
  abuseReported: boolean | null;
  feedbackRequestedAt: Instant | null;
};

/** Neither met nor fallen away. */
export function isOwed({ metAt, lapsedAt }: Pick<Duty, 'metAt' | 'lapsedAt'>): boolean {
  return metAt === null && lapsedAt === null;
}

/** Whether the duty is to finish an inquiry, so that it is met by closing it. */
export function isOfInquiry({ appliesTo }: Pick<Duty, 'appliesTo'>): boolean {
  return appliesTo === 'inquiry' || appliesTo === 'special-cases';
}

/** Whether a duty is about this report. open: nothing says so yet, and nothing says that it is not. */
export function applies(appliesTo: string, known: Circumstances): 'yes' | 'no' | 'open' {
  switch (appliesTo) {
    case 'professional':
      return ofNotifier(known.notifier);
    case 'abuse':
      return stated(known.abuseReported);
    case 'ongoing-measures':
      return stated(known.ongoingMeasures);
    case 'on-request':
      return isFeedbackRequested(known) ? 'yes' : 'open';
    case 'inquiry':
      return known.state === 'assessed' ? stated(known.outcome === 'open_inquiry') : 'open';
    case 'special-cases':
      return 'open';
    default:
      return 'yes';
  }
}

function stated(fact: boolean | null): 'yes' | 'no' | 'open' {
  if (fact === null) return 'open';
  return fact ? 'yes' : 'no';
}

/** Who reports is the notifier's own claim; where none was made, the duty may hold. */
function ofNotifier(notifier: Notifier | null): 'yes' | 'no' | 'open' {
  if (!notifier || notifier.kind === 'unknown') return 'open';
  return stated(notifier.kind === 'professional');
}

/** The notifier asked what becomes of the report: later, or with the report itself. */
export function isFeedbackRequested({ feedbackRequestedAt, notifier }: Pick<Circumstances, 'feedbackRequestedAt' | 'notifier'>): boolean {
  return feedbackRequestedAt !== null || notifier?.wantsFeedback === true;
}

/** Why a person cannot mark the duty as done; null when they can. */
export function whyNotDone(duty: Duty): ErrorCode | null {
  if (isMetByAssessment(duty.rule)) return 'met-by-assessing';
  if (!isOwed(duty)) return 'duty-settled';
  if (isOfInquiry(duty)) return 'invalid-input';
  return duty.startedAt === null ? 'duty-not-started' : null;
}

/** Why the duty cannot be left out for this reason; null when the act lets it. */
export function whyNotLeftOut(duty: Duty, reason: LeaveOutReason): ErrorCode | null {
  if (!isOwed(duty)) return 'duty-settled';
  return duty.mayBeLeftOut.includes(reason) ? null : 'no-exception';
}

/** Nobody can be told who gave no name: that says enough. Every other exception is a judgement, and is explained. */
export function needsExplanation(reason: LeaveOutReason): boolean {
  return reason !== 'anonymous';
}

type Settled = Duty & { settledAt: Instant | null; metById: string | null; notNeededById: string | null };

/**
 * Whether this person can take back that the duty was done or left out: their own slip, on the day on which they made it. A closed
 * inquiry has started what follows from it, and stays closed.
 */
export function mayBeUndone(duty: Settled, staffId: string, now: Date, timeZone: string): boolean {
  if (!duty.settledAt || isOfInquiry(duty) || isMetByAssessment(duty.rule)) return false;
  const byThem = (duty.metAt ? duty.metById : duty.notNeededById) === staffId;
  return byThem && localDay(new Date(duty.settledAt), timeZone) === localDay(now, timeZone);
}

/** What a person can state of a report, and the clock that stating it starts. */
export const CIRCUMSTANCES = { ongoingMeasures: 'measures-stated', abuseReported: 'abuse-stated' } as const satisfies Record<
  string,
  StartEvent
>;
