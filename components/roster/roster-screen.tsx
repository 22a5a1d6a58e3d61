'use client';

import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Failure } from '@/components/queue/failure';
import { LinkButton } from '@/components/ui/link-button';
import { dayNumber, dayText } from '@/lib/domain/roster/wall-time';
import { EntryLists } from './entry-lists';
import { GapList } from './gap-list';
import { LayerList } from './layer-list';
import { OnDutyNow } from './on-duty-now';
import { RosterActions } from './roster-actions';
import { RosterTable } from './roster-table';
import { type RosterAnswer, RosterContext, useRoster } from './use-roster';

type Props = { first: RosterAnswer; me: string; mayEdit: boolean };

/** The duty roster: who is on duty now, where nobody is, two weeks day by day, and what changes it. */
export function RosterScreen({ first, me, mayEdit }: Props) {
  const t = useTranslations('roster');
  const { data: roster, error } = useRoster(first);
  const shown = useMemo(() => ({ roster, me, mayEdit }), [roster, me, mayEdit]);
  return (
    <RosterContext value={shown}>
      <div className="flex flex-col gap-8">
        <Heading level="1" size="large">
          {t('title')}
        </Heading>
        <Failure error={error} reading />
        <OnDutyNow />
        <GapList />
        <RosterActions />
        <section aria-labelledby="weeks" className="flex flex-col gap-3">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <Heading level="2" size="small" id="weeks">
              {t('weeks')}
            </Heading>
            <Pages firstDay={roster.firstDay} days={roster.days.length} />
          </div>
          <RosterTable />
        </section>
        <EntryLists />
        <LayerList />
      </div>
    </RosterContext>
  );
}

function Pages({ firstDay, days }: { firstDay: string; days: number }) {
  const t = useTranslations('roster.pages');
  const to = (step: number) => `/roster?from=${dayText(dayNumber(firstDay) + step)}`;
  return (
    <nav aria-label={t('label')} className="flex flex-wrap gap-2">
      <LinkButton size="small" variant="secondary" href={to(-days)}>
        {t('previous')}
      </LinkButton>
      <LinkButton size="small" variant="secondary" href="/roster">
        {t('present')}
      </LinkButton>
      <LinkButton size="small" variant="secondary" href={to(days)}>
        {t('next')}
      </LinkButton>
    </nav>
  );
}
