'use client';

import { TZDate } from '@date-fns/tz';
import { getISOWeek } from 'date-fns';
import { useTranslations } from 'next-intl';
import { useDateFormat } from '@/components/ui/use-date-format';
import { Cell, LATENESS_COLUMNS, LatenessCells, WideTable } from './figures';
import type { HistoryAnswer, LatenessFigures } from './use-history';

const NOTHING: LatenessFigures = { due: 0, late: 0, unmet: 0, medianSeconds: null, longestSeconds: null };

type Period = HistoryAnswer['periods'][number];

/** One row for each week or month; a zero is printed like any other. Steps and notices belong to no rule. */
export function PeriodTable({ history, rule }: { history: HistoryAnswer; rule: string | null }) {
  const t = useTranslations('overview.history');
  const figuresOf = (period: Period) => (rule === null ? period.all : (period.byRule.find((one) => one.rule === rule) ?? NOTHING));
  const most = Math.max(0, ...history.periods.map((period) => figuresOf(period).late));
  const more = rule === null ? (['steps', 'notices'] as const) : [];
  const head = ['period', ...LATENESS_COLUMNS, ...more].map((column) => t(`columns.${column}`));
  return (
    <WideTable label={t('byPeriod')} head={head}>
      {history.periods.map((period) => (
        <tr key={period.firstDay} className="border-b border-(--ax-border-neutral-subtle)">
          <th scope="row" className="py-1.5 pr-3 text-left font-normal whitespace-nowrap">
            <PeriodName period={period} kind={history.kind} />
          </th>
          <LatenessCells figures={figuresOf(period)} most={most} />
          {rule === null ? (
            <>
              <Cell>{period.lateSteps}</Cell>
              <Cell>{period.failedNotices}</Cell>
            </>
          ) : null}
        </tr>
      ))}
    </WideTable>
  );
}

/** Days are written from noon in UTC, where no zone makes another day of them. */
function PeriodName({ period: { firstDay, lastDay }, kind }: { period: Period; kind: HistoryAnswer['kind'] }) {
  const t = useTranslations('overview.history');
  const format = useDateFormat('UTC');
  const noon = (day: string) => new Date(`${day}T12:00:00Z`);
  if (kind === 'month') return <>{format(noon(firstDay), { month: 'long', year: 'numeric' })}</>;
  const day = (of: string) => format(noon(of), { day: 'numeric', month: 'short' });
  return <>{t('week', { number: getISOWeek(new TZDate(noon(firstDay).getTime(), 'UTC')), from: day(firstDay), to: day(lastDay) })}</>;
}
