'use client';

import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { Ago, LocalInstant } from '@/components/queue/local-instant';
import { AlarmTag, ChannelTag, Flags, UrgencyTag, useRuleWords } from '@/components/queue/report-tags';
import { TimeLeft } from '@/components/queue/time-left-tag';
import { LeftAtSource } from './left-at-source';
import type { ReportView } from './use-report';
import { WrongAddress } from './wrong-address';

/** What must be known first: how urgent and why, how long there is, who has it. */
export function ReportHeader({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  return (
    <header className="flex flex-col gap-3 rounded-lg border border-(--ax-border-neutral-subtle) bg-(--ax-bg-default) p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <Heading size="medium" level="1" className="wrap-anywhere">
          {report.subject.trim() || t('noSubject')}
        </Heading>
        <span className="tabular text-(--ax-text-neutral-subtle)">{report.ref}</span>
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <UrgencyTag urgency={report.urgency} />
        {report.alarmAt ? <AlarmTag assessed={report.assessedAt !== null} /> : null}
        {report.dueAt ? <TimeLeft dueAt={report.dueAt} /> : null}
        <State report={report} />
        <ChannelTag kind={report.channelKind} />
        <span>
          <Ago at={report.receivedAt} /> · <LocalInstant at={report.receivedAt} />
        </span>
      </div>
      <Reasons report={report} />
      <Flags flags={report.flags} />
      <WrongAddress envelope={report.arrival.envelope} />
      <LeftAtSource report={report} />
    </header>
  );
}

function State({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  const { acknowledgedBy, assignedTo, assessedBy } = report;
  const parts = [
    report.state === 'assessed' && assessedBy ? t('who.assessed', { name: assessedBy.name }) : '',
    report.state === 'acknowledged' && acknowledgedBy ? t('who.acknowledged', { name: acknowledgedBy.name }) : '',
    report.state === 'unacknowledged' ? t('state.unacknowledged') : '',
    assignedTo ? t('who.assigned', { name: assignedTo.name }) : '',
  ].filter(Boolean);
  return (
    <span className="font-semibold" data-testid="report-state">
      {parts.join(' · ')}
    </span>
  );
}

/** The rules that made the urgency, each with the passage that it saw. */
function Reasons({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  const words = useRuleWords();
  return (
    <div>
      <h2 className="text-sm font-semibold">{t('reasons')}</h2>
      <ul className="list-disc pl-5">
        {report.urgencyReasons.map(({ rule, text }) => (
          <li key={`${rule}-${text ?? ''}`}>
            {words(rule)}
            {text ? (
              <>
                : <q className="wrap-anywhere">{text}</q>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
