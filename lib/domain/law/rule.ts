import type { Country } from '../report';
import type { Limit } from './limit';

/**
 * How sure the source of a rule is: V1 the statute itself was read; V2 a ministry, guidance or municipality says it; memory
 * nobody checked; inference our own conclusion.
 */
type Certainty = 'V1' | 'V2' | 'memory' | 'inference';

/** statutory: the limit, or a duty without a figure, stands in the act. target: the limit is the municipality's own, and is never printed as law. */
export type Basis = 'statutory' | 'target';

/**
 * What starts a rule's clock. received: the report reached the municipality. assessed: the first assessment is complete, with the
 * decision about an inquiry. inquiry-opened and inquiry-closed: the inquiry (undersøgelse, undersøkelse, utredning) that followed.
 * measures-stated and abuse-stated: a person stated that the child has measures already, or that abuse is reported. feedback-requested:
 * the notifier asked what became of the report.
 */
export const START_EVENTS = [
  'received',
  'assessed',
  'inquiry-opened',
  'inquiry-closed',
  'measures-stated',
  'abuse-stated',
  'feedback-requested',
] as const;
export type StartEvent = (typeof START_EVENTS)[number];

/**
 * Why the law lets a duty be left out. anonymous: there is nobody to tell. groundless: obviously groundless (åpenbart grunnløs).
 * special-considerations: særlige hensyn. special-circumstances: særlige forhold. maturity-or-nature: the child's maturity or the
 * nature of the case. unsuitable: olämpligt.
 */
export const LEAVE_OUT_REASONS = [
  'anonymous',
  'groundless',
  'special-considerations',
  'special-circumstances',
  'maturity-or-nature',
  'unsuitable',
] as const;
export type LeaveOutReason = (typeof LEAVE_OUT_REASONS)[number];

/**
 * Which reports the duty is about. every: all. professional: those of a notifier with a duty to report. abuse: abuse is reported.
 * ongoing-measures: the child has measures already. inquiry: an inquiry was opened. special-cases: an inquiry that was extended.
 * on-request: the notifier asked.
 */
export type AppliesTo = 'every' | 'professional' | 'abuse' | 'ongoing-measures' | 'inquiry' | 'special-cases' | 'on-request';

/** One duty of one country's law. Plain data: a report carries its rules as they were when it was created. */
export type LawRule = {
  id: string;
  country: Country;
  basis: Basis;
  citation: string;
  /** The citation before the law was renumbered; many forms still print it. */
  oldCitation: string;
  certainty: Certainty;
  from: StartEvent;
  /** Null where the law gives no figure and no target is set. */
  limit: Limit | null;
  appliesTo: AppliesTo;
  /** The report stays in the queue, ordered by this limit, until the duty is met. */
  gatesQueue: boolean;
  /** The exceptions that the act makes; empty: the duty must be done. */
  mayBeLeftOut: readonly LeaveOutReason[];
};
