'use client';

import { useTranslations } from 'next-intl';
import { DUE_SOON_HOURS } from '@/lib/domain/due-soon';
import { ReportName, ReportSection } from './report-section';
import { Age, useLocalTime } from './ticking';
import type { OverviewAnswer } from './use-overview';

type Row = NonNullable<OverviewAnswer['reports']>['overdue'][number];

type Kind = 'overdue' | 'dutiesOverdue' | 'dueSoon';

/** Reports by their deadlines: those that have passed, or those that come next. A report with two such deadlines stands there twice. */
export function DeadlineList({ kind, rows, total }: { kind: Kind; rows: Row[]; total: number }) {
  const t = useTranslations('overview.lists');
  const shown = new Set(rows.map(({ ref }) => ref)).size;
  return (
    <ReportSection
      id={kind}
      title={t(`${kind}.heading`, { hours: DUE_SOON_HOURS })}
      empty={t(`${kind}.none`, { hours: DUE_SOON_HOURS })}
      total={total}
      shown={shown}
      more={kind === 'overdue' ? undefined : t(`${kind}.more`, { count: total - shown })}
    >
      {rows.map((row) => (
        <DeadlineRow key={`${row.ref} ${row.rule}`} row={row} kind={kind} />
      ))}
    </ReportSection>
  );
}

function DeadlineRow({ row: { ref, urgency, state, rule, citation, basis, dueAt, holder }, kind }: { row: Row; kind: Kind }) {
  const t = useTranslations('overview.lists');
  const tReport = useTranslations('report');
  const time = useLocalTime();
  const due = new Date(dueAt);
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-3 lg:grid-cols-[17rem_20rem_1fr_12rem] lg:items-center">
      <ReportName reference={ref} urgency={urgency} />
      <span className={kind === 'dueSoon' ? undefined : 'text-(--ax-text-danger)'}>
        <strong>{t.rich(`${kind}.by`, { age: () => <Age of={due} /> })}</strong> <span className="tabular">({time(due)})</span>
      </span>
      <span>
        {tReport.has(`law.${rule}`) ? tReport(`law.${rule}`) : rule}{' '}
        <span className="text-(--ax-text-neutral-subtle)">
          · {tReport(`basis.${basis}`)}, {citation}
        </span>
      </span>
      <span>
        {holder ? t('holder', { name: holder }) : <strong>{t('nobody')}</strong>}
        {state === 'assessed' ? <span className="block text-sm">{tReport('state.assessed')}</span> : null}
      </span>
    </li>
  );
}
