import { useLocale, useTranslations } from 'next-intl';
import type { Compliance } from '@/lib/health/compliance';
import { DAY_AND_TIME, formatInstant } from '@/lib/i18n/format-instant';
import type { Locale } from '@/lib/i18n/locales';
import { monthName } from './month-name';

type Props = { compliance: Compliance; municipality: { name: string; timeZone: string } };

/** Whose figures these are, of which months, and when they were true: on paper it is all that tells. */
export function ComplianceHead({ compliance: { at, period, notYetDue }, municipality: { name, timeZone } }: Props) {
  const t = useTranslations('compliance');
  const locale = useLocale() as Locale;
  const facts = [
    [t('meta.municipality'), name],
    [t('meta.period'), `${monthName(period.from, locale)} – ${monthName(period.to, locale)}`],
    [t('meta.made'), formatInstant(at, locale, timeZone, DAY_AND_TIME)],
  ];
  return (
    <div className="flex flex-col gap-2">
      <dl className="flex flex-wrap gap-x-8 gap-y-1">
        {facts.map(([term, fact]) => (
          <div key={term} className="flex gap-2">
            <dt>{term}:</dt>
            <dd className="font-semibold">{fact}</dd>
          </div>
        ))}
      </dl>
      <p>
        {t('notYetDue', { count: notYetDue })} {t('meta.zone', { zone: timeZone })}
      </p>
    </div>
  );
}
