'use client';

import { addHours } from 'date-fns';
import { useTranslations } from 'next-intl';
import { useDateFormat } from '@/components/ui/use-date-format';
import type { TimeLineHours } from '@/lib/domain/time-line';
import { useTicking } from '../ticking';
import { ticksOf } from './ticks';
import { ROW_GRID } from './unit-row';
import { MARK_SIZE } from './use-slots';

/** The clock above the rows. Every mark says its own instant, so this is for the eye. */
export function Axis({ hours }: { hours: TimeLineHours }) {
  const t = useTranslations('overview.timeLine');
  const { now, timeZone } = useTicking();
  const format = useDateFormat(timeZone);
  const length = addHours(now, hours).getTime() - now.getTime();
  const ticks = ticksOf(now, hours, timeZone).map((tick) => ({ ...tick, share: (tick.at.getTime() - now.getTime()) / length }));
  return (
    <div aria-hidden="true" className={`${ROW_GRID} text-sm`}>
      <span className="hidden lg:block" />
      <span className="self-end font-semibold">{t('overdueColumn')}</span>
      <div className="relative h-10 border-l-4 border-(--ax-border-neutral-strong)">
        <span className="absolute top-0 left-1 font-semibold">{t('now')}</span>
        {ticks.map(({ at, midnight, share }, index) => (
          <span
            key={at.getTime()}
            className={`tabular absolute bottom-0 border-l border-(--ax-border-neutral-subtle) pl-1 whitespace-nowrap ${index % 2 === 1 ? 'hidden md:inline' : ''} ${share > 0.93 ? 'hidden!' : ''}`}
            style={{ left: `calc(${share} * (100% - ${MARK_SIZE}px) + ${MARK_SIZE / 2}px)` }}
          >
            {midnight
              ? format(at, { weekday: 'short', day: 'numeric' })
              : format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}
          </span>
        ))}
      </div>
    </div>
  );
}
