'use client';

import { Button } from '@navikt/ds-react/Button';
import { ErrorSummary } from '@navikt/ds-react/ErrorSummary';
import { TextField } from '@navikt/ds-react/TextField';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { LinkButton } from '@/components/ui/link-button';
import { type CompliancePeriod, LONGEST_MONTHS, type PeriodFault } from '@/lib/domain/compliance';
import { type LocalMonth, monthAfter } from '@/lib/domain/local-month';

type Faults = { from?: PeriodFault; to?: PeriodFault };
type Props = { typed: { from: string; to: string }; faults: Faults; period: CompliancePeriod | null; present: LocalMonth };

const FIELDS = ['from', 'to'] as const;

/** A plain form that asks by its address, so that it works without scripts and the period can be kept as a bookmark. */
export function PeriodForm({ typed, faults, period, present }: Props) {
  const t = useTranslations('compliance');
  const faultOf = (field: 'from' | 'to') => faults[field] && t(`faults.${field}.${faults[field]}`, { months: LONGEST_MONTHS });
  return (
    <div className="no-print flex flex-col gap-4">
      <Faulty faults={FIELDS.flatMap((field) => (faults[field] ? [{ field, words: faultOf(field) ?? '' }] : []))} />
      <form method="get" aria-label={t('form.heading')} className="flex flex-wrap items-start gap-4" noValidate>
        {FIELDS.map((field) => (
          <TextField
            key={`${field} ${typed[field]}`}
            id={`period-${field}`}
            name={field}
            size="small"
            label={t(`form.${field}`)}
            description={t('form.help', { example: present })}
            defaultValue={typed[field]}
            error={faultOf(field)}
            autoComplete="off"
            className="w-72"
          />
        ))}
        <Button type="submit" size="small" className="mt-auto">
          {t('form.show')}
        </Button>
      </form>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <Presets present={present} />
        {period ? <Exports period={period} /> : null}
      </div>
    </div>
  );
}

function Faulty({ faults }: { faults: { field: string; words: string }[] }) {
  const t = useTranslations('compliance.form');
  const summary = useRef<HTMLDivElement>(null);
  const shown = faults.map(({ words }) => words).join(' ');
  useEffect(() => {
    if (shown) summary.current?.focus();
  }, [shown]);
  if (faults.length === 0) return null;
  return (
    <ErrorSummary ref={summary} heading={t('faults')}>
      {faults.map(({ field, words }) => (
        <ErrorSummary.Item key={field} href={`#period-${field}`}>
          {words}
        </ErrorSummary.Item>
      ))}
    </ErrorSummary>
  );
}

function Presets({ present }: { present: LocalMonth }) {
  const t = useTranslations('compliance.form');
  const year = Number(present.slice(0, 4));
  const presets = [
    { key: 'lastMonth', from: monthAfter(present, -1), to: monthAfter(present, -1) },
    { key: 'thisYear', from: `${year}-01`, to: present },
    { key: 'lastYear', from: `${year - 1}-01`, to: `${year - 1}-12` },
  ] as const;
  return (
    <ul aria-label={t('presets')} className="flex flex-wrap gap-x-4">
      {presets.map(({ key, from, to }) => (
        <li key={key}>
          <Link className="inline-flex min-h-6 items-center underline" prefetch={false} href={`/overview/compliance?from=${from}&to=${to}`}>
            {t(key)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Exports({ period: { from, to } }: { period: CompliancePeriod }) {
  const t = useTranslations('compliance.form');
  return (
    <span className="flex flex-wrap gap-2">
      <LinkButton size="small" variant="secondary" href={`/api/compliance?from=${from}&to=${to}&format=csv`}>
        {t('csv')}
      </LinkButton>
      <Button type="button" size="small" variant="secondary" onClick={() => window.print()}>
        {t('print')}
      </Button>
    </span>
  );
}
