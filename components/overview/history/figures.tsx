'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { elapsed } from '../elapsed';
import type { LatenessFigures } from './use-history';

export const LATENESS_COLUMNS = ['due', 'late', 'unmet', 'median', 'longest'] as const;

/** A table wider than the screen scrolls by itself, by keyboard too, and the page does not. */
export function WideTable({ label, head, children }: { label: string; head: string[]; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the screen must scroll by keyboard
    <section className="overflow-x-auto" aria-label={label} tabIndex={0}>
      <table aria-label={label} className="w-full min-w-[44rem] border-collapse">
        <thead>
          <tr className="border-b-2 border-(--ax-border-neutral-subtle) align-bottom">
            {head.map((text, index) => (
              <th key={text} scope="col" className={`py-2 pr-3 ${index === 0 ? 'text-left' : 'text-right'}`}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

/** Due, late with its bar, not met, and how long: the same cells for a period and for a rule. `most` is the longest bar. */
export function LatenessCells({ figures, most }: { figures: LatenessFigures; most: number }) {
  const { due, late, unmet, medianSeconds, longestSeconds } = figures;
  return (
    <>
      <Cell>{due}</Cell>
      <Cell>
        <span className="flex items-center justify-end gap-2">
          <span aria-hidden="true" className="h-3 w-24 bg-(--ax-bg-neutral-soft)">
            <span
              className="block h-full bg-(--ax-bg-danger-strong)"
              style={{ width: most > 0 ? `${(late / most) * 100}%` : 0, marginLeft: 'auto' }}
            />
          </span>
          <span className={`min-w-8 ${late > 0 ? 'font-semibold text-(--ax-text-danger)' : ''}`}>{late}</span>
        </span>
      </Cell>
      <Cell>{unmet}</Cell>
      <Cell>{medianSeconds === null ? '–' : <Span seconds={medianSeconds} />}</Cell>
      <Cell>{longestSeconds === null ? '–' : <Span seconds={longestSeconds} />}</Cell>
    </>
  );
}

export function Cell({ children }: { children: ReactNode }) {
  return <td className="tabular py-1.5 pr-3 text-right">{children}</td>;
}

function Span({ seconds }: { seconds: number }) {
  const t = useTranslations('overview.elapsed');
  const { unit, values } = elapsed(seconds * 1000);
  return <span className="whitespace-nowrap">{t(unit, values)}</span>;
}
