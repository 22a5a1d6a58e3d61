'use client';

import { useTranslations } from 'next-intl';
import { useRuleName } from '../time-line/use-mark-words';
import { LATENESS_COLUMNS, LatenessCells, WideTable } from './figures';
import type { HistoryAnswer } from './use-history';

/** The same time by rule, each with its basis in words: a target is not law. */
export function RuleTable({ history: { rules } }: { history: HistoryAnswer }) {
  const t = useTranslations('overview.history');
  const tReport = useTranslations('report');
  const ruleName = useRuleName();
  const most = Math.max(0, ...rules.map(({ late }) => late));
  if (rules.length === 0) return <p>{t('none')}</p>;
  return (
    <WideTable label={t('byRule')} head={['rule', ...LATENESS_COLUMNS].map((column) => t(`columns.${column}`))}>
      {rules.map(({ rule, basis, ...figures }) => (
        <tr key={`${basis} ${rule}`} className="border-b border-(--ax-border-neutral-subtle)">
          <th scope="row" className="py-1.5 pr-3 text-left font-normal">
            {ruleName(rule)} <span className="text-(--ax-text-neutral-subtle)">· {tReport(`basis.${basis}`)}</span>
          </th>
          <LatenessCells figures={figures} most={most} />
        </tr>
      ))}
    </WideTable>
  );
}
