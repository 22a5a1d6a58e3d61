import type { Basis } from '@/lib/domain/law/rule';
import { translator } from '@/lib/i18n/translator';
import { layOut, type Reader } from './lay-out';
import { localInstant } from './local-instant';
import type { Message } from './sender';

/** All that a notice about a report may hold: nothing of what the report says and nobody's name (promise 8). */
type EscalationFacts = {
  ref: string;
  /** The name of the step. */
  step: string;
  /** acknowledge: nobody has taken it. rule: somebody has, and a rule's deadline is not met. */
  waitsFor: 'acknowledge' | 'rule';
  /** When the step was due, if it fired late. */
  lateFrom: Date | null;
  /** The deadline that the notice is about. */
  deadline: { dueAt: Date; basis: Basis; citation: string } | null;
};

/** What a policy calls a step of its own is said like a step that tells somebody above. */
const OTHERWISE = 'escalate';

/** The message that tells one person of one step, in that person's language. */
export function escalationMessage(facts: EscalationFacts, reader: Reader): Message {
  const t = translator(reader.locale, 'notice');
  const when = (instant: Date) => localInstant(instant, reader.locale, reader.timeZone);
  const { ref, deadline, lateFrom, waitsFor } = facts;
  const step = t.has(`subject.${facts.step}`) ? facts.step : OTHERWISE;
  const texts = waitsFor === 'acknowledge' ? '' : 'rule.';
  const limit = deadline ? [t('due', { time: when(deadline.dueAt) }), t(deadline.basis, { citation: deadline.citation })] : [];
  const url = `${reader.publicUrl}/reports/${ref}`;
  const paragraphs = [[...limit, ...(lateFrom ? [t('late', { time: when(lateFrom) })] : [])], [t(`${texts}open`), url], [t('footer')]];
  const lead = t(`${texts}lead.${step}`, { ref });
  return layOut({ subject: t(`${texts}subject.${step}`, { ref }), lead, paragraphs, url, spokenEnd: t('call') }, reader);
}
