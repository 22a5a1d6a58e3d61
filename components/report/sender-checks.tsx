'use client';

import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import type { ReportView } from './use-report';

/** What SPF, DKIM and DMARC say of a mail's sender, with the sentence that it decides nothing. */
export function SenderChecks({ report: { senderCheck } }: { report: ReportView }) {
  const t = useTranslations('report.senderCheck');
  if (!senderCheck) return null;
  return (
    <section aria-label={t('heading')} className="flex flex-col gap-1">
      <h3 className="font-semibold">{t('heading')}</h3>
      <ul className="list-disc pl-5">
        {senderCheck.checks.map(({ method, result, domain, by }) => (
          <li key={`${method} ${domain} ${by}`} className="wrap-anywhere">
            {method.toUpperCase()}: {t(`result.${result}`)}
            {domain && ` (${domain})`}
            {by && `, ${t('by', { server: by })}`}
          </li>
        ))}
        {senderCheck.checks.length === 0 && <li>{t('nothing')}</li>}
      </ul>
      <BodyShort size="small">{t('meaning')}</BodyShort>
    </section>
  );
}
