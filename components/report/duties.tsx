'use client';

import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { DutyRow } from './duty-row';
import { Panel } from './panel';
import type { ReportView } from './use-report';

/** Every duty that the law puts on this report, by due instant; a duty that is settled keeps its place, so that nobody must look for it. */
export function Duties({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  return (
    <Panel id="deadlines-heading" title={t('deadline.heading')}>
      <BodyShort size="small">{t('duty.help')}</BodyShort>
      <ul className="flex flex-col divide-y divide-(--ax-border-neutral-subtle)">
        {report.deadlines.map((duty) => (
          <DutyRow key={duty.rule} report={report} duty={duty} />
        ))}
      </ul>
    </Panel>
  );
}
