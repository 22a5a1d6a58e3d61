import type { StartEvent } from './law/rule';
import type { Outcome } from './report';

/** Rules that any first assessment meets, whatever its outcome. */
const FIRST_ASSESSMENT = ['dk.first-assessment', 'no.immediate', 'se.protection-assessment'];

/** Rules that only a decision about an inquiry meets: § 2-1 barnevernsloven and 20 kap. 2 § socialtjänstlagen give it a limit of its own. */
const INQUIRY_DECISION = ['no.review', 'se.open-inquiry'];

/** Outcomes that answer what must be done at once, and say nothing yet about an inquiry. */
const WITHOUT_DECISION: readonly Outcome[] = ['immediate_protection', 'no_immediate_need'];

/**
 * The deadline rules that an assessment with this outcome meets. Whether a child must be protected at once is one question and
 * whether to open an inquiry another; a running inquiry needs no new decision.
 */
export function rulesMetBy(outcome: Outcome): readonly string[] {
  return WITHOUT_DECISION.includes(outcome) ? FIRST_ASSESSMENT : [...FIRST_ASSESSMENT, ...INQUIRY_DECISION];
}

/** Whether a decision about an inquiry is still owed, so that the report stays in the queue under its limit (promise 5). */
export function owesInquiryDecision(outcome: Outcome, rules: readonly string[]): boolean {
  const met = rulesMetBy(outcome);
  return rules.some((rule) => INQUIRY_DECISION.includes(rule) && !met.includes(rule));
}

/** Whether a complete assessment meets the rule, so that its ladder is the one for an assessment that is owed. */
export function isMetByAssessment(rule: string): boolean {
  return FIRST_ASSESSMENT.includes(rule) || INQUIRY_DECISION.includes(rule);
}

/** The clocks that a complete assessment with this outcome starts. */
export function eventsOf(outcome: Outcome): readonly StartEvent[] {
  return outcome === 'open_inquiry' ? ['assessed', 'inquiry-opened'] : ['assessed'];
}

/**
 * Whether a duty falls away with a complete assessment: without an inquiry of its own, a report has no limit for one. A report in
 * a running inquiry has no limit of its own either, but its notifier is still to be told when that inquiry is closed. What is no
 * report at all owes nobody anything.
 */
export function lapsesWith(outcome: Outcome, { appliesTo, fromEvent }: { appliesTo: string; fromEvent: string }): boolean {
  if (outcome === 'open_inquiry') return false;
  if (outcome === 'not_a_report') return true;
  const ofInquiry = appliesTo === 'inquiry' || appliesTo === 'special-cases';
  return ofInquiry || (fromEvent === 'inquiry-closed' && outcome !== 'reassess_ongoing');
}
