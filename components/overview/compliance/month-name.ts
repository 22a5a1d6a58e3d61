import type { LocalMonth } from '@/lib/domain/local-month';
import { formatInstant } from '@/lib/i18n/format-instant';
import type { Locale } from '@/lib/i18n/locales';

/** "March 2026" in the reader's language. Written from the middle of the month, where no zone makes another month of it. */
export function monthName(month: LocalMonth, locale: Locale): string {
  return formatInstant(new Date(`${month}-15T12:00:00Z`), locale, 'UTC', { month: 'long', year: 'numeric' });
}
