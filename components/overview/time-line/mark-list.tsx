'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTickingNow } from '../ticking';
import { type TimeLine, useDueWords, useRuleName } from './use-mark-words';

const COLUMNS = ['due', 'report', 'rule', 'state', 'unit'] as const;

/** The same deadlines as text, the earliest first. */
export function MarkList({ timeLine }: { timeLine: TimeLine }) {
  const t = useTranslations('overview.timeLine');
  const tReport = useTranslations('report');
  const ruleName = useRuleName();
  const dueWords = useDueWords();
  const now = useTickingNow();
  const marks = timeLine.units
    .flatMap((unit) => unit.marks.map((mark) => ({ ...mark, unit: unit.name ?? t('noUnit') })))
    .filter(({ dueAt }) => Date.parse(dueAt) > now.getTime())
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  if (marks.length === 0) return <p className="py-2">{t('nothing')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the screen must scroll by keyboard
    <section className="max-h-[32rem] overflow-auto" aria-label={t('list.open')} tabIndex={0}>
      <table className="w-full border-collapse text-left">
        <thead className="sticky top-0 bg-(--ax-bg-default)">
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="py-1 pr-4">
                {t(`list.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {marks.map(({ ref, rule, basis, state, dueAt, unit }) => (
            <tr key={`${ref} ${rule}`} className="border-t border-(--ax-border-neutral-subtle)">
              <td className="tabular py-1 pr-4 whitespace-nowrap">{dueWords(new Date(dueAt))}</td>
              <td className="py-1 pr-4">
                <Link href={`/reports/${ref}`} prefetch={false} className="tabular inline-flex min-h-6 items-center underline">
                  {ref}
                </Link>
              </td>
              <td className="py-1 pr-4">
                {ruleName(rule)} <span className="text-(--ax-text-neutral-subtle)">· {tReport(`basis.${basis}`)}</span>
              </td>
              <td className="py-1 pr-4">{tReport(`state.${state}`)}</td>
              <td className="py-1 pr-4">{unit}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
