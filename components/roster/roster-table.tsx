'use client';

import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { type RosterAnswer, useRosterFormat, useShownRoster } from './use-roster';

type Day = RosterAnswer['days'][number];
type Piece = Day['cells'][number][number];

/** Day by day and layer by layer who has duty; a time without anybody is said in words and marked. */
export function RosterTable() {
  const t = useTranslations('roster');
  const { roster } = useShownRoster();
  const { columns, days } = roster;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse must be able to scroll a roster with many layers sideways
    <section aria-labelledby="weeks" tabIndex={0} className="overflow-x-auto rounded-lg border border-(--ax-border-neutral-subtle)">
      <table className="w-full border-collapse text-left" aria-labelledby="weeks">
        <thead>
          <tr className="border-b-2 border-(--ax-border-neutral-subtle)">
            <th scope="col" className="p-2 sm:w-44 sm:px-4">
              {t('table.day')}
            </th>
            {columns.map((layer) => (
              <th key={layer ?? 'all'} scope="col" className="p-2 sm:px-4">
                {layer ?? t('table.noLayer')}
              </th>
            ))}
            {columns.length === 0 ? <th scope="col">{t('table.onDuty')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <DayLine key={day.day} day={day} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DayLine({ day: { day, cells, gaps } }: { day: Day }) {
  const t = useTranslations('roster');
  const { roster } = useShownRoster();
  const format = useRosterFormat();
  const isToday = day === roster.today;
  return (
    <tr
      data-testid={`day-${day}`}
      className={`border-b border-(--ax-border-neutral-subtle) align-top last:border-b-0 ${isToday ? 'bg-(--ax-bg-accent-soft)' : ''}`}
    >
      <th scope="row" className="p-2 font-semibold sm:px-4">
        {format.day(day)}
        {isToday ? <span className="block text-sm font-normal">{t('table.today')}</span> : null}
        {gaps.map((gap) => (
          <span key={gap.startTime} className="tabular mt-1 block border-l-4 border-(--ax-border-danger) pl-2 text-sm">
            {t('table.gap', { from: gap.startTime, to: gap.endTime })}
          </span>
        ))}
      </th>
      {cells.map((pieces, index) => (
        <td key={roster.columns[index] ?? 'all'} className="p-2 sm:px-4">
          {pieces.map((piece) => (
            <PieceLine key={`${piece.startTime} ${piece.staffId}`} piece={piece} />
          ))}
          {pieces.length === 0 ? <span className="text-(--ax-text-neutral-subtle)">–</span> : null}
        </td>
      ))}
      {cells.length === 0 ? <td className="p-2">–</td> : null}
    </tr>
  );
}

function PieceLine({ piece: { startTime, endTime, person, source } }: { piece: Piece }) {
  const t = useTranslations('roster');
  const wholeDay = startTime === '00:00' && endTime === '24:00';
  const name = person ?? t('nobody');
  return (
    <p className={person ? 'py-0.5' : 'border-l-4 border-(--ax-border-danger) py-0.5 pl-2 font-semibold'}>
      {wholeDay ? null : (
        <span className="tabular mr-2 inline-block whitespace-nowrap text-(--ax-text-neutral-subtle)">
          {startTime}–{endTime}
        </span>
      )}
      <span className="inline-block">{name}</span>
      {source === 'override' || source === 'absence-cover' ? (
        <BodyShort as="span" size="small" className="ml-2 inline-block text-(--ax-text-neutral-subtle)">
          ({t(`source.${source}`)})
        </BodyShort>
      ) : null}
    </p>
  );
}
