import type { Locale } from './locales';

/**
 * Server and browser must write a date alike, and not every browser knows nynorsk: one that does not would write its own
 * language. Bokmål's dates differ from nynorsk's in nothing that is printed here. English is Europe's, with the day first.
 */
const DATE_LOCALE: Record<Locale, string> = { da: 'da-DK', nb: 'nb-NO', nn: 'nb-NO', sv: 'sv-SE', en: 'en-GB' };

export const DAY_AND_TIME = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
export const TIME_WITH_SECONDS = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;

/** An instant as the clocks of a zone show it, in the reader's language. */
export function formatInstant(at: Date, locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(DATE_LOCALE[locale], { ...options, timeZone }).format(at);
}
