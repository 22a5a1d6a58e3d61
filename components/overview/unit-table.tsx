'use client';

import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import type { OverviewAnswer } from './use-overview';

const COLUMNS = ['open', 'unacknowledged', 'overdue'] as const;

/** How the open reports lie in the units. */
export function UnitTable({ units }: { units: OverviewAnswer['units'] }) {
  const t = useTranslations('overview.units');
  return (
    <section aria-labelledby="units">
      <Heading level="2" size="small" id="units" spacing>
        {t('heading')}
      </Heading>
      <table aria-labelledby="units" className="w-full max-w-3xl table-fixed border-collapse">
        <thead>
          <tr className="border-b-2 border-(--ax-border-neutral-subtle)">
            <th scope="col" className="w-[45%] py-2 pr-1 text-left">
              {t('unit')}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="py-2 pl-2 text-right text-sm break-words hyphens-auto sm:text-base">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.name} className="border-b border-(--ax-border-neutral-subtle)">
              <th scope="row" className="py-2 pr-1 text-left font-normal break-words">
                {unit.name ?? t('noUnit')}
              </th>
              {COLUMNS.map((column) => (
                <td key={column} className="tabular py-2 pl-3 text-right">
                  {unit[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
