'use client';

import { useTranslations } from 'next-intl';
import { ReportName, ReportSection } from './report-section';
import { Age, useLocalTime, useTickingNow } from './ticking';
import type { OverviewAnswer } from './use-overview';

type Row = NonNullable<OverviewAnswer['reports']>['unacknowledged'][number];
type Step = Row['steps'][number];

/** Reports for which nobody has taken responsibility: since when, who was told, and what comes next. */
export function UnacknowledgedList({ rows, total }: { rows: Row[]; total: number }) {
  const t = useTranslations('overview.lists');
  return (
    <ReportSection
      id="unacknowledged"
      title={t('unacknowledged.heading')}
      empty={t('unacknowledged.none')}
      total={total}
      shown={rows.length}
    >
      {rows.map((row) => (
        <UnacknowledgedRow key={row.ref} row={row} />
      ))}
    </ReportSection>
  );
}

function UnacknowledgedRow({ row }: { row: Row }) {
  const t = useTranslations('overview.lists');
  const time = useLocalTime();
  const received = new Date(row.receivedAt);
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-3 lg:grid-cols-[17rem_20rem_1fr]">
      <ReportName reference={row.ref} urgency={row.urgency} />
      <span>
        <strong>{t.rich('unacknowledged.for', { age: () => <Age of={received} /> })}</strong>{' '}
        <span className="tabular">({time(received)})</span>
        <span className="block">{row.assignedTo ? t('assigned', { name: row.assignedTo }) : t('unassigned')}</span>
      </span>
      <ol className="flex flex-col gap-1">
        {row.steps.map((step) => (
          <TakenStep key={step.step} step={step} />
        ))}
        {row.steps.length === 0 ? <li>{t('ladder.nobodyTold')}</li> : null}
        <NextStep row={row} />
      </ol>
    </li>
  );
}

const NAMES = ['warn', 'escalate', 'overdue'];

function TakenStep({ step: { step, repeat, name, firedAt, late, told } }: { step: Step }) {
  const t = useTranslations('overview.lists.ladder');
  const time = useLocalTime();
  const fired = new Date(firedAt);
  return (
    <li>
      <span className="font-semibold">{t('step', { number: step + 1, name: NAMES.includes(name) ? t(`names.${name}`) : name })}</span>{' '}
      <span className="tabular">{time(fired)}</span>
      {repeat > 0 ? ` ${t('again', { count: repeat + 1 })}` : ''}
      {late ? (
        <>
          {' '}
          · <strong>{t('late')}</strong>
        </>
      ) : null}
      : {told.length === 0 ? <strong>{t('nobodyToTell')}</strong> : null}
      {told.map((person, index) => (
        <span key={person.name}>
          {index > 0 ? '; ' : ''}
          {t(`told.${person.status}`, { name: person.name, time: person.sentAt ? time(new Date(person.sentAt)) : '' })}
        </span>
      ))}
    </li>
  );
}

function NextStep({ row: { nextAudiences, nextStepAt } }: { row: Row }) {
  const t = useTranslations('overview.lists.ladder');
  const time = useLocalTime();
  const now = useTickingNow();
  if (!nextStepAt) return <li>{t('top')}</li>;
  const at = new Date(nextStepAt);
  const values = {
    audience: nextAudiences.map((audience) => t(`audience.${audience}`)).join(t('and')),
    time: time(at),
    age: () => <Age of={at} />,
  };
  return <li className="text-(--ax-text-neutral-subtle)">{t.rich(at > now ? 'next' : 'nextDue', values)}</li>;
}
