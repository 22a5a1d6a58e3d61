import type { DigestBody } from '@/lib/domain/digest';
import { ACKNOWLEDGE_CLOCK, type AlarmBody, bySummaryOrder } from '@/lib/domain/notice';
import { isLocale, type Locale } from '@/lib/i18n/locales';
import { alarmMessage, testMessage } from './alarm-message';
import { digestMail } from './digest-mail';
import { escalationMessage } from './escalation-message';
import { type LoadedNotice, neededEntries } from './load-notice';
import type { Message } from './sender';
import { summaryMessage } from './summary-message';

/** The language of a notice: its recipient's, else the municipality's. */
export function localeOf({ recipient, place }: Pick<LoadedNotice, 'recipient' | 'place'>): Locale {
  return [recipient?.locale, place.locale].find(isLocale) ?? 'en';
}

/**
 * What a notice says by its means, in its recipient's language: references and links, nothing of what a report says. A digest says
 * again what was written down when it was made; a summary leaves out what was settled since.
 */
export function writeMessage(notice: LoadedNotice, publicUrl: string): Message {
  const reader = { locale: localeOf(notice), timeZone: notice.place.timeZone, means: notice.means, publicUrl };
  if (notice.kind === 'summary') return summaryMessage(neededEntries(notice).sort(bySummaryOrder), reader);
  if (notice.kind === 'alarm') return alarmMessage(notice.body as AlarmBody, reader);
  if (notice.kind === 'test') return testMessage(reader);
  if (notice.kind === 'digest') return digest(notice, reader.locale, publicUrl);
  const [covered] = notice.about;
  if (!covered) throw new TypeError('An escalation notice tells of a step.');
  const { report, step, deadline } = covered;
  const facts = {
    ref: report.ref,
    step: step.name,
    waitsFor: notice.clock === ACKNOWLEDGE_CLOCK ? ('acknowledge' as const) : ('rule' as const),
    lateFrom: step.late ? new Date(step.dueAt) : null,
    deadline: deadline && { ...deadline, dueAt: new Date(deadline.dueAt) },
  };
  return escalationMessage(facts, reader);
}

function digest({ recipient, place, body }: LoadedNotice, locale: Locale, publicUrl: string): Message {
  if (!body || !recipient) throw new TypeError('A digest has a body, and goes to staff.');
  const { timeZone } = place;
  return { ...digestMail(body as DigestBody, { locale, role: recipient.role, timeZone, publicUrl }), url: `${publicUrl}/queue` };
}
