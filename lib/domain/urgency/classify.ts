import { differenceInMonths } from 'date-fns';
import { moreUrgent, type ReadResult, type ReportedChild, URGENCIES, type Urgency, type UrgencyReason } from '../report';
import { type Found, findRules } from './find-rules';
import { COMBINED, FACT_RULES, PHRASE_RULES } from './rule';

export type Classifiable = {
  subject: string;
  text: string;
  flags: readonly string[];
  readStatus: 'read' | 'unreadable';
  danger?: ReadResult['danger'];
  children: readonly ReportedChild[];
  automatic?: ReadResult['automatic'];
  /** When the report was received: ages count from there. */
  receivedAt: Date;
};

/** Attachments that nobody could read beside fewer letters than this are taken for the report itself. */
const SHORT_TEXT = 200;

type Raised = { urgency: Urgency; reason: UrgencyReason };

/**
 * The urgency of a report from plain rules, with the rules and the passages that made it. It only ever raises: without a rule a
 * report is normal, and `not_a_report` is said only of a message that calls itself automatic and in which no rule finds anything.
 */
export function classify(report: Classifiable): { urgency: Urgency; reasons: UrgencyReason[] } {
  const raised = [...fromFacts(report), ...fromWords(report)];
  if (raised.length === 0 && report.automatic) return { urgency: 'not_a_report', reasons: [{ rule: report.automatic }] };
  const urgency = raised.reduce<Urgency>((most, { urgency }) => moreUrgent(most, urgency), 'normal');
  const reasons = raised
    .filter(({ urgency }) => urgency !== 'normal')
    .sort((a, b) => URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency));
  return { urgency, reasons: reasons.length > 0 ? reasons.map(({ reason }) => reason) : [{ rule: 'ordinary' }] };
}

function fromFacts({ flags, readStatus, danger, children, text, receivedAt }: Classifiable): Raised[] {
  const rules: (keyof typeof FACT_RULES)[] = [];
  if (danger === 'yes') rules.push('danger-stated');
  if (flags.includes('encrypted')) rules.push('encrypted');
  else if (readStatus === 'unreadable') rules.push('unreadable');
  for (const flag of ['empty-body', 'wrong-address', 'text-shortened'] as const) if (flags.includes(flag)) rules.push(flag);
  if (flags.includes('unreadable-attachment')) rules.push(text.trim().length < SHORT_TEXT ? 'only-an-attachment' : 'unreadable-attachment');
  if (children.some((child) => isUnderOne(child, receivedAt))) rules.push('child-under-one');
  return rules.map((rule) => ({ urgency: FACT_RULES[rule], reason: { rule } }));
}

/** A stated birth date "YYYY-MM-DD" less than a year before; an unborn child's is its due date and does not count. */
function isUnderOne({ birthDate, unborn }: ReportedChild, at: Date): boolean {
  if (!birthDate || unborn || !/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return false;
  const born = new Date(`${birthDate}T00:00:00Z`);
  return !Number.isNaN(born.getTime()) && differenceInMonths(at, born) < 12;
}

function fromWords({ subject, text, children }: Classifiable): Raised[] {
  const found: Found = new Map([...findRules(text, 'text'), ...findRules(subject, 'subject')]);
  const raised: Raised[] = [];
  for (const [rule, passage] of found) {
    const raises = rule === 'danger-earlier' ? 'high' : PHRASE_RULES[rule].raises;
    if (raises !== 'sign') raised.push({ urgency: raises, reason: { rule, text: passage } });
  }
  if (children.length > 0) raised.push({ urgency: 'normal', reason: { rule: 'names-a-child' } });
  return [...raised, ...combined(found)];
}

function combined(found: Found): Raised[] {
  return Object.entries(COMBINED).flatMap(([rule, { one, other, unless }]): Raised[] => {
    const first = one.find((id) => found.has(id));
    const second = other.find((id) => found.has(id));
    if (!first || !second || found.has(unless)) return [];
    return [{ urgency: 'acute', reason: { rule, text: `${found.get(first)} / ${found.get(second)}` } }];
  });
}
