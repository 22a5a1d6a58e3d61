'use client';

import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { TIME_LINE_HOURS, type TimeLineHours } from '@/lib/domain/time-line';
import { Axis } from './axis';
import { MarkList } from './mark-list';
import { MarkShape } from './mark-shape';
import { UnitRow } from './unit-row';
import { type Mark, type TimeLine, useMarkWords } from './use-mark-words';

type Props = { timeLine: TimeLine; hours: TimeLineHours; onHours(hours: TimeLineHours): void };

const LIST_ID = 'time-line-list';
const STATES = ['unacknowledged', 'acknowledged', 'assessed'] as const;

/** Now and the next hours: one line for each unit, and the same in words below. */
export function TimeLineSection({ timeLine, hours, onHours }: Props) {
  const t = useTranslations('overview.timeLine');
  const [pointed, setPointed] = useState<Mark | null>(null);
  const [listOpen, setListOpen] = useState(false);
  const words = useMarkWords();
  return (
    <section aria-labelledby="time-line">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 pb-2">
        <Heading level="2" size="small" id="time-line">
          {t('heading')}
        </Heading>
        <HoursSwitch hours={hours} onHours={onHours} />
      </div>
      <Legend />
      <a href={`#${LIST_ID}`} className="sr-only focus:not-sr-only focus:inline-block focus:underline">
        {t('skip')}
      </a>
      <div className="rounded-lg border border-(--ax-border-neutral-subtle) px-3 py-2">
        <Axis hours={timeLine.hours} />
        {timeLine.units.map((unit) => (
          <UnitRow key={unit.id} unit={unit} hours={timeLine.hours} onPoint={setPointed} listId={LIST_ID} />
        ))}
        <p
          aria-hidden="true"
          className="min-h-12 border-t border-(--ax-border-neutral-subtle) pt-2 text-sm sm:min-h-8"
          data-testid="pointed"
        >
          {pointed ? words(pointed) : t('hint')}
        </p>
      </div>
      {timeLine.leftOut > 0 ? <p className="pt-2 font-semibold">{t('leftOut', { count: timeLine.leftOut })}</p> : null}
      <details id={LIST_ID} className="pt-2" open={listOpen} onToggle={(event) => setListOpen(event.currentTarget.open)}>
        <summary className="inline-block min-h-6 cursor-pointer underline">{t('list.open')}</summary>
        {listOpen ? <MarkList timeLine={timeLine} /> : null}
      </details>
    </section>
  );
}

function HoursSwitch({ hours, onHours }: Pick<Props, 'hours' | 'onHours'>) {
  const t = useTranslations('overview.timeLine.hours');
  return (
    <fieldset className="no-print flex flex-wrap gap-1">
      <legend className="sr-only">{t('label')}</legend>
      {TIME_LINE_HOURS.map((choice) => (
        <Button
          key={choice}
          size="small"
          variant={choice === hours ? 'primary' : 'secondary'}
          aria-pressed={choice === hours}
          onClick={() => onHours(choice)}
        >
          {t(`h${choice}`)}
        </Button>
      ))}
    </fieldset>
  );
}

function Legend() {
  const t = useTranslations('overview.timeLine');
  const tReport = useTranslations('report');
  return (
    <ul aria-label={t('legend')} className="flex flex-wrap gap-x-5 gap-y-1 pb-2 text-sm">
      {STATES.map((state) => (
        <li key={state} className="flex items-center gap-1.5">
          <MarkShape state={state} target={false} /> {tReport(`state.${state}`)}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <MarkShape state="assessed" target /> {t('dashed')}
      </li>
    </ul>
  );
}
