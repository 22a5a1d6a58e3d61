'use client';

import { Alert } from '@navikt/ds-react/Alert';
import { BodyShort } from '@navikt/ds-react/Typography';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Failure } from '@/components/queue/failure';
import { LiveStatus } from '@/components/queue/live-status';
import { LocalInstant } from '@/components/queue/local-instant';
import { PlaceProvider } from '@/components/queue/place';
import { useLiveChanges } from '@/components/queue/use-live-changes';
import { Actions } from './actions';
import { Attachments } from './attachments';
import { Duties } from './duties';
import { Envelope } from './envelope';
import { History } from './history';
import { Links } from './links';
import { Children, NotifierPanel } from './people';
import { ReportHeader } from './report-header';
import { ReportText } from './report-text';
import { type ReportData, type ReportView, useReport } from './use-report';

type Props = { me: string; timeZone: string; initial: ReportData };

/** One report with everything that can be done to it. */
export function ReportScreen({ me, timeZone, initial }: Props) {
  return (
    <PlaceProvider timeZone={timeZone} staffId={me} serverNow={initial.now}>
      <Screen initial={initial} />
    </PlaceProvider>
  );
}

function Screen({ initial }: { initial: ReportData }) {
  const t = useTranslations('report');
  const live = useLiveChanges();
  const {
    data: { report },
    error,
    dataUpdatedAt,
  } = useReport(initial.report.ref, initial);
  return (
    <div className="flex flex-col gap-4">
      <div className="no-print flex flex-wrap items-center justify-between gap-4">
        <Link href="/queue" className="underline underline-offset-2">
          {t('back')}
        </Link>
        <LiveStatus state={error ? 'reconnecting' : live} />
      </div>
      {error ? (
        <div className="flex flex-col gap-1">
          <Failure error={error} reading />
          <BodyShort className="font-semibold">
            {t('stale')} <LocalInstant at={new Date(dataUpdatedAt).toISOString()} seconds />
          </BodyShort>
        </div>
      ) : null}
      <ReportHeader report={report} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_26rem] lg:grid-rows-[auto_1fr]">
        <div className="flex min-w-0 flex-col gap-4 lg:col-start-2">
          <Outcome report={report} />
          <Actions report={report} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <ReportText report={report} />
          <Attachments report={report} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:col-start-2">
          <Duties report={report} />
          <Links report={report} />
          <Children report={report} />
          <NotifierPanel report={report} />
          <Envelope report={report} />
          <History report={report} />
        </div>
      </div>
    </div>
  );
}

function Outcome({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  if (!report.outcome || !report.assessedAt) return null;
  return (
    <Alert variant={report.state === 'assessed' ? 'success' : 'warning'}>
      <strong>{t(`outcome.${report.country}.${report.outcome}`)}</strong> · <LocalInstant at={report.assessedAt} />
      <p className="wrap-anywhere whitespace-pre-wrap">{report.outcomeReason}</p>
      {report.state === 'assessed' ? null : <p className="font-semibold">{t('inquiryOwed')}</p>}
    </Alert>
  );
}
