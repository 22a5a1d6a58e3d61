'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useNow, usePlace } from './place';
import { spanMessage } from './time-left';

/** Browsers know the dates of bokmål; nynorsk is missing in some, which would then write English. */
const DATE_LOCALE: Record<string, string> = { da: 'da-DK', nb: 'nb-NO', nn: 'nb-NO', sv: 'sv-SE', en: 'en-GB' };

/** An instant in the municipality's time, whatever the zone of this browser. */
export function LocalInstant({ at, seconds = false, year = false }: { at: string; seconds?: boolean; year?: boolean }) {
  const locale = useLocale();
  const { timeZone } = usePlace();
  const format = new Intl.DateTimeFormat(DATE_LOCALE[locale] ?? 'en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(seconds ? { second: '2-digit' } : {}),
    ...(year ? { year: 'numeric' } : {}),
  });
  return (
    <time dateTime={at} className="tabular" suppressHydrationWarning>
      {format.format(new Date(at))}
    </time>
  );
}

/** "12 min ago" */
export function Ago({ at }: { at: string }) {
  const t = useTranslations('queue');
  const { key, values } = spanMessage(Math.max(0, useNow().getTime() - Date.parse(at)));
  return (
    <span className="tabular" suppressHydrationWarning>
      {t(`ago.${key}`, values)}
    </span>
  );
}
