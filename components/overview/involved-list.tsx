'use client';

import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useLocalTime } from './ticking';
import type { OverviewAnswer } from './use-overview';

type Row = NonNullable<OverviewAnswer['reports']>['involved'][number];

/** Reports that somebody reassessed who was involved before; nothing at all where there are none, as outside Denmark. */
export function InvolvedList({ rows }: { rows: Row[] }) {
  const t = useTranslations('overview.involved');
  const time = useLocalTime();
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="involved">
      <Heading level="2" size="small" id="involved" spacing>
        {t('title')}
      </Heading>
      <BodyShort size="small" spacing>
        {t('help')}
      </BodyShort>
      <ul className="divide-y divide-(--ax-border-neutral-subtle) rounded-lg border border-(--ax-border-neutral-subtle)">
        {rows.map(({ ref, by, assessedAt }) => (
          <li key={ref} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3">
            <Link href={`/reports/${ref}`} prefetch={false} className="tabular inline-flex min-h-6 items-center font-semibold underline">
              {ref}
            </Link>
            <span>{t('by', { name: by })}</span>
            <span className="tabular">{time(new Date(assessedAt))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
