'use client';

import { BellIcon, ClockDashedIcon, ExclamationmarkTriangleIcon, InboxDownIcon, PersonCrossIcon } from '@navikt/aksel-icons';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { DUE_SOON_HOURS } from '@/lib/domain/due-soon';
import type { OverviewAnswer } from './use-overview';

const TILES = [
  { key: 'overdue', icon: ExclamationmarkTriangleIcon, alarm: 'border-(--ax-border-danger) bg-(--ax-bg-danger-soft)' },
  { key: 'dutiesOverdue', icon: BellIcon, alarm: 'border-(--ax-border-danger) bg-(--ax-bg-danger-soft)' },
  { key: 'dueSoon', icon: ClockDashedIcon, alarm: 'border-(--ax-border-warning) bg-(--ax-bg-warning-soft)' },
  { key: 'unacknowledged', icon: PersonCrossIcon, alarm: 'border-(--ax-border-warning) bg-(--ax-bg-warning-soft)' },
  { key: 'open', icon: InboxDownIcon, alarm: '' },
] as const;

/** The figures of the moment. A zero is printed like any other. */
export function Totals({ totals }: { totals: OverviewAnswer['totals'] }) {
  const t = useTranslations('overview.totals');
  return (
    <section aria-labelledby="totals">
      <Heading level="2" size="small" id="totals" spacing>
        {t('heading')}
      </Heading>
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        {TILES.map(({ key, icon: Icon, alarm }) => (
          <div
            key={key}
            className={`flex flex-col rounded-lg border p-4 ${totals[key] > 0 && alarm ? alarm : 'border-(--ax-border-neutral-subtle)'}`}
          >
            <dt className="flex items-center gap-2">
              <Icon aria-hidden fontSize="1.25rem" />
              {t(key, { hours: DUE_SOON_HOURS })}
            </dt>
            <dd className="tabular text-4xl font-semibold" data-testid={`total-${key}`}>
              {totals[key]}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
