'use client';

import { useLocale } from 'next-intl';
import { formatInstant } from '@/lib/i18n/format-instant';
import type { Locale } from '@/lib/i18n/locales';

/** Writes instants as the municipality's clocks show them, whatever the zone of this browser. */
export function useDateFormat(timeZone: string): (at: Date, options: Intl.DateTimeFormatOptions) => string {
  const locale = useLocale() as Locale;
  return (at, options) => formatInstant(at, locale, timeZone, options);
}
