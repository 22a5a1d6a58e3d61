'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useDueWords } from './time-line/use-mark-words';
import type { OverviewAnswer } from './use-overview';

type Duty = OverviewAnswer['duty'];

/** Who is told first about a report that nobody takes, now and at the next change. */
export function OnDuty({ duty }: { duty: Duty }) {
  const t = useTranslations('overview.duty');
  return (
    <section aria-labelledby="duty" className="flex flex-col gap-2" data-testid="on-duty">
      <Heading level="2" size="small" id="duty">
        {t('heading')}
      </Heading>
      {duty.gap ? (
        <InlineMessage status="error">
          <span>{t('nobody')}</span>
        </InlineMessage>
      ) : null}
      <dl className="grid gap-3 sm:grid-cols-2 lg:max-w-4xl">
        <NowOnDuty duty={duty} />
        <NextOnDuty next={duty.next} />
      </dl>
      {duty.source === 'duty-officers' ? <p className="text-sm">{t('officers')}</p> : null}
    </section>
  );
}

function NowOnDuty({ duty: { now, gap } }: { duty: Duty }) {
  const t = useTranslations('overview.duty');
  const words = useDueWords();
  return (
    <div className="rounded-lg border border-(--ax-border-neutral-subtle) px-4 py-3">
      <dt>{t('now')}</dt>
      {now.length === 0 || gap ? <dd className="font-semibold">{t('nobodyThen')}</dd> : null}
      {now
        .filter(({ person }) => person !== null || !gap)
        .map(({ layer, person, until }) => (
          <dd key={`${layer} ${person}`}>
            <strong>{person ?? t('nobodyThen')}</strong> {layer ? `· ${layer} ` : ''}
            {until ? <span className="tabular">{t('until', { time: words(new Date(until)) })}</span> : null}
          </dd>
        ))}
    </div>
  );
}

function NextOnDuty({ next }: { next: Duty['next'] }) {
  const t = useTranslations('overview.duty');
  const words = useDueWords();
  return (
    <div className="rounded-lg border border-(--ax-border-neutral-subtle) px-4 py-3">
      <dt>
        {t('next')} {next ? <span className="tabular">{t('from', { time: words(new Date(next.from)) })}</span> : null}
      </dt>
      {next ? null : <dd>{t('noChange')}</dd>}
      {next?.people.length === 0 ? <dd className="font-semibold">{t('nobodyThen')}</dd> : null}
      {next?.people.map(({ layer, person }) => (
        <dd key={`${layer} ${person}`}>
          <strong>{person ?? t('nobodyThen')}</strong> {layer ? `· ${layer}` : ''}
        </dd>
      ))}
    </div>
  );
}
