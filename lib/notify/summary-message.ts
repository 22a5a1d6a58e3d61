import type { SummaryEntry } from '@/lib/domain/notice';
import { translator } from '@/lib/i18n/translator';
import { layOut, type Reader } from './lay-out';
import { localInstant } from './local-instant';
import type { Message } from './sender';

/** More lines nobody reads in a mail; the queue has all of them. */
const MOST_LINES = 50;

/** Many steps in one message: in mail a list of references in the given order, by other means their number and the link to the queue. */
export function summaryMessage(entries: readonly SummaryEntry[], reader: Reader): Message {
  const t = translator(reader.locale, 'notice');
  const count = entries.length;
  const lines = entries.slice(0, MOST_LINES).map(({ ref, urgency, dueAt }) => {
    const due = dueAt ? t('summary.due', { time: localInstant(new Date(dueAt), reader.locale, reader.timeZone) }) : '';
    return t('summary.line', { ref, urgency: t(`urgency.${urgency}`), due });
  });
  const more = count > MOST_LINES ? [t('summary.more', { count: count - MOST_LINES })] : [];
  const url = `${reader.publicUrl}/queue`;
  const paragraphs = [[...lines, ...more], [t('summary.open'), url], [t('footer')]];
  return layOut(
    { subject: t('summary.subject', { count }), lead: t('summary.lead', { count }), paragraphs, url, spokenEnd: t('call') },
    reader,
  );
}
