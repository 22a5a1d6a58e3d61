'use client';

import { addHours } from 'date-fns';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Age, useTickingNow } from '../ticking';
import { LANES, layOutMarks } from './lay-out-marks';
import { MarkShape } from './mark-shape';
import { type Mark, type UnitLine, useMarkWords } from './use-mark-words';
import { MARK_SIZE, useSlots } from './use-slots';

type Props = { unit: UnitLine; hours: number; onPoint(mark: Mark | null): void; listId: string };

/** What all rows and the axis share, so that instants stand above each other: name, overdue, line. */
export const ROW_GRID = 'grid grid-cols-[6.5rem_1fr] gap-x-2 lg:grid-cols-[11rem_8rem_1fr]';

/** One unit: what is overdue at the left edge, then now, then its deadlines at their instants. */
export function UnitRow({ unit, hours, onPoint, listId }: Props) {
  const t = useTranslations('overview.timeLine');
  const now = useTickingNow();
  const passed = unit.marks.filter(({ dueAt }) => Date.parse(dueAt) <= now.getTime());
  const oldest = unit.oldest ?? passed[0]?.dueAt ?? null;
  return (
    <div className={`${ROW_GRID} border-t border-(--ax-border-neutral-subtle) py-1`} data-testid="time-line-unit">
      <h3 className="col-span-2 self-center py-1 font-semibold break-words lg:col-span-1">{unit.name ?? t('noUnit')}</h3>
      <Overdue count={unit.overdue + passed.length} oldest={oldest ? new Date(oldest) : null} />
      <Track marks={unit.marks} now={now} hours={hours} onPoint={onPoint} listId={listId} />
    </div>
  );
}

function Overdue({ count, oldest }: { count: number; oldest: Date | null }) {
  const t = useTranslations('overview.timeLine');
  if (count === 0 || !oldest) return <p className="self-center text-sm text-(--ax-text-neutral-subtle)">{t('noneOverdue')}</p>;
  return (
    <a
      href="#overdue"
      className="flex min-h-6 flex-col self-stretch rounded border-l-4 border-(--ax-border-danger) bg-(--ax-bg-danger-soft) px-2 py-1 text-sm text-(--ax-text-danger) underline"
    >
      <strong className="tabular">{t('overdue', { count })}</strong>
      <span>{t.rich('longest', { age: () => <Age of={oldest} /> })}</span>
    </a>
  );
}

function Track({ marks, now, hours, onPoint, listId }: Omit<Props, 'unit'> & { marks: Mark[]; now: Date }) {
  const t = useTranslations('overview.timeLine');
  const words = useMarkWords();
  const { track, slots } = useSlots();
  const { placed, crowds } = layOutMarks(marks, { from: now, to: addHours(now, hours), slots });
  const lanes = crowds.length > 0 ? LANES + 1 : Math.max(1, ...placed.map(({ lane }) => lane + 1));
  const left = (at: number) => `calc(${at} * (100% - ${MARK_SIZE}px))`;
  return (
    <div ref={track} className="relative border-l-4 border-(--ax-border-neutral-strong)" style={{ minHeight: lanes * (MARK_SIZE + 2) }}>
      {placed.length === 0 ? <p className="pl-2 text-sm text-(--ax-text-neutral-subtle)">{t('nothing')}</p> : null}
      <ul>
        {placed.map(({ mark, at, lane }) => (
          <li key={`${mark.ref} ${mark.rule}`} className="absolute" style={{ left: left(at), top: lane * (MARK_SIZE + 2) }}>
            <Link
              href={`/reports/${mark.ref}`}
              prefetch={false}
              aria-label={words(mark)}
              className="grid place-items-center rounded hover:bg-(--ax-bg-neutral-moderate-hover)"
              style={{ width: MARK_SIZE, height: MARK_SIZE }}
              onMouseEnter={() => onPoint(mark)}
              onFocus={() => onPoint(mark)}
            >
              <MarkShape state={mark.state} target={mark.basis === 'target'} />
            </Link>
          </li>
        ))}
        {crowds.map(({ at, marks: crowd }) => (
          <li key={at} className="absolute" style={{ left: left(at), top: LANES * (MARK_SIZE + 2) }}>
            <a
              href={`#${listId}`}
              aria-label={t('crowd', { count: crowd.length })}
              className="grid place-items-center rounded bg-(--ax-bg-neutral-moderate) text-xs font-semibold"
              style={{ minWidth: MARK_SIZE, height: MARK_SIZE - 2 }}
            >
              +{crowd.length}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
