import { addHours } from 'date-fns';
import type { Locale } from '@/lib/i18n/locales';

const HOW = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

/**
 * An instant as people of the zone say it. The zone's name stands there only in the hours around the clock going back, when one
 * time of day happens twice.
 */
export function localInstant(instant: Date, locale: Locale, timeZone: string): string {
  const write = (at: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag(locale), { ...options, timeZone }).format(at);
  const said = write(instant, HOW);
  const twice = [-1, 1].some((hours) => write(addHours(instant, hours), HOW) === said);
  return twice ? write(instant, { ...HOW, timeZoneName: 'short' }) : said;
}

/** A calendar day, given as YYYY-MM-DD, in words: "3. november 2026". */
export function dayInWords(day: string, locale: Locale): string {
  return new Intl.DateTimeFormat(tag(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** English is Europe's, with the day first. */
function tag(locale: Locale): string {
  return locale === 'en' ? 'en-GB' : locale;
}
