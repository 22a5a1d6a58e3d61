import { may, type Role } from '@/lib/domain/access';
import type { DigestBody, DigestLookAhead } from '@/lib/domain/digest';
import type { Locale } from '@/lib/i18n/locales';
import { type Translator, translator } from '@/lib/i18n/translator';
import { dayInWords, localInstant } from './local-instant';
import { htmlFromLines } from './mail-html';

export type DigestReader = { locale: Locale; role: Role; timeZone: string /** Without a slash at the end. */; publicUrl: string };

/** The digest as the mail to one member of staff: numbers, and links to the pages that this person may open. */
export function digestMail(
  body: DigestBody,
  { locale, role, timeZone, publicUrl }: DigestReader,
): { subject: string; text: string; html: string } {
  const t = translator(locale, 'digest');
  const when = (iso: string) => localInstant(new Date(iso), locale, timeZone);
  const paragraphs = [
    [t('title', { time: when(body.at) })],
    numbers(t, body),
    [t('received', { time: when(body.since) }), ...received(t, body)],
    [errors(t, body)],
    ...(body.lookAhead === undefined ? [] : [ahead(t, body.lookAhead, when, publicUrl)]),
    ...(may(role, 'queue.see') ? [[t('queue'), `${publicUrl}/queue`]] : []),
    ...(may(role, 'overview.see') ? [[t('overview'), `${publicUrl}/overview`]] : []),
    [t('footer')],
  ];
  const { date, unacknowledged, overdue } = body;
  const text = `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  return {
    subject: t('subject', { date: dayInWords(date, locale), unacknowledged, overdue }),
    text,
    html: htmlFromLines(paragraphs, locale),
  };
}

function numbers(t: Translator, body: DigestBody): string[] {
  const lines = (['unacknowledged', 'overdue', 'dueSoon', 'open', 'mine'] as const).map((key) => t(key, { count: body[key] }));
  return body.open === 0 ? [t('noneOpen'), ...lines] : lines;
}

/** One line for each channel, zeros too: a channel that has fallen silent is seen by the people who know its usual numbers. */
function received(t: Translator, { received: channels }: DigestBody): string[] {
  const lines = channels.map((channel) =>
    t(channel.hasError ? 'channelError' : 'channel', { channel: channelName(t, channel, channels), count: channel.count }),
  );
  return [...lines, t('total', { count: channels.reduce((sum, { count }) => sum + count, 0) })];
}

/** What the coming days lack, for those who can put it right. Holidays stand in the country's own language. */
function ahead(t: Translator, lookAhead: DigestLookAhead | null, when: (iso: string) => string, publicUrl: string): string[] {
  if (!lookAhead) return [t('ahead.unknown'), `${publicUrl}/escalation`];
  const { problems, warnings, first } = lookAhead;
  if (problems + warnings === 0) return [t('ahead.none')];
  const lines = first.map(({ code, from, to, times, holidays }) => {
    const named = holidays.length > 0 ? t('ahead.holidays', { names: holidays.join(', ') }) : '';
    return `- ${t(`ahead.code.${code}`)}: ${t('ahead.span', { from: when(from), to: when(to), more: times - 1 })}${named}`;
  });
  const rest = problems + warnings - first.length;
  return [
    t('ahead.lead', { problems, warnings }),
    ...lines,
    ...(rest > 0 ? [t('ahead.more', { count: rest })] : []),
    `${publicUrl}/escalation`,
  ];
}

function errors(t: Translator, { received: channels }: DigestBody): string {
  const failing = channels.filter(({ hasError }) => hasError).map((channel) => channelName(t, channel, channels));
  return failing.length === 0 ? t('noErrors') : t('errors', { channels: failing.join(', ') });
}

/** The kind, and its own name where the municipality has several of the kind. */
function channelName(t: Translator, channel: DigestBody['received'][number], all: DigestBody['received']): string {
  const kind = t(`kind.${channel.kind}`);
  return all.filter((other) => other.kind === channel.kind).length > 1 ? `${kind} (${channel.name})` : kind;
}
