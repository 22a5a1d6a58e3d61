'use client';

import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { useLiveChanges } from '@/components/queue/use-live-changes';
import { LinkButton } from '@/components/ui/link-button';
import { type TimeLineHours, USUAL_TIME_LINE_HOURS } from '@/lib/domain/time-line';
import { Alarms } from './alarms';
import { ChannelCards } from './channel-cards';
import { DeadlineList } from './deadline-list';
import { HistorySection } from './history/history-section';
import { InvolvedList } from './involved-list';
import { MachineStatus, StaleBanner } from './machine-status';
import { OnDuty } from './on-duty';
import { TickingProvider } from './ticking';
import { TimeLineSection } from './time-line/time-line-section';
import { Totals } from './totals';
import { UnacknowledgedList } from './unacknowledged-list';
import { UnitTable } from './unit-table';
import { type OverviewAnswer, useOverview } from './use-overview';

/** The supervisor's page: first what is wrong with Mottak itself, then what needs action, then the figures. */
export function OverviewBoard({ first, timeZone }: { first: OverviewAnswer; timeZone: string }) {
  const t = useTranslations('overview');
  const [hours, setHours] = useState<TimeLineHours>(USUAL_TIME_LINE_HOURS);
  const { overview, failure } = useOverview(first, hours);
  const at = useMemo(() => new Date(overview.at), [overview.at]);
  const { reports, totals } = overview;
  return (
    <TickingProvider at={at} timeZone={timeZone}>
      <div className="flex flex-col gap-8">
        {reports ? <Live /> : null}
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Heading level="1" size="large">
            {t('title')}
          </Heading>
          <LinkButton href="/overview/compliance" size="small" variant="secondary">
            {t('compliance')}
          </LinkButton>
        </div>
        <StaleBanner at={at} failure={failure} />
        <Alarms />
        {failure ? null : <MachineStatus overview={overview} />}
        <Totals totals={totals} />
        <OnDuty duty={overview.duty} />
        {reports ? (
          <>
            <TimeLineSection timeLine={reports.timeLine} hours={hours} onHours={setHours} />
            <DeadlineList kind="overdue" rows={reports.overdue} total={totals.overdue} />
            <DeadlineList kind="dutiesOverdue" rows={reports.dutiesOverdue} total={totals.dutiesOverdue} />
            <DeadlineList kind="dueSoon" rows={reports.dueSoon} total={totals.dueSoon} />
            <UnacknowledgedList rows={reports.unacknowledged} total={totals.unacknowledged} />
            <InvolvedList rows={reports.involved} />
          </>
        ) : null}
        <ChannelCards channels={overview.channels} folders={overview.mailboxFolders} />
        <UnitTable units={overview.units} />
        <HistorySection />
      </div>
    </TickingProvider>
  );
}

/** Asks again at once after every change; only those who may see reports are told of changes. */
function Live() {
  useLiveChanges();
  return null;
}
