import type { Means } from '@/lib/domain/means';
import type { Locale } from '@/lib/i18n/locales';
import { htmlFromLines } from './mail-html';
import type { Message } from './sender';

/** For whom a message is written. `publicUrl` is without a slash at the end. */
export type Reader = { locale: Locale; timeZone: string; means: Means; publicUrl: string };

/** What there is to say: `lead` stands in every means, `paragraphs` in mail only. */
type Content = { subject: string; lead: string; paragraphs: string[][]; url: string /** Said at the end of a call. */; spokenEnd: string };

/**
 * Lays one content out for a means. A text message is its subject and the link, so that it fits into one; push shows the lead, and a
 * call says it, since nobody can hear a link. References are spelt in calls: a voice would read them as words.
 */
export function layOut({ subject, lead, paragraphs, url, spokenEnd }: Content, { means, locale }: Reader): Message {
  if (means === 'sms') return { subject, text: `${subject}\n${url}`, html: '', url };
  if (means === 'push') return { subject, text: lead, html: '', url };
  if (means === 'call') return { subject, text: `${spellReferences(lead)} ${spokenEnd}`, html: '', url };
  const all = [[lead], ...paragraphs].filter((lines) => lines.length > 0);
  return { subject, text: `${all.map((lines) => lines.join('\n')).join('\n\n')}\n`, html: htmlFromLines(all, locale), url };
}

function spellReferences(text: string): string {
  return text.replace(/\bM\d{2}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, (ref) => ref.replaceAll('-', '').split('').join(' '));
}
