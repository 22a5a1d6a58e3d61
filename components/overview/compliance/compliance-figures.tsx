import { Heading } from '@navikt/ds-react/Typography';
import { useLocale, useTranslations } from 'next-intl';
import { type ComplianceFigures as Figures, shareOf } from '@/lib/domain/compliance';
import type { Compliance, ComplianceRule } from '@/lib/health/compliance';
import type { Locale } from '@/lib/i18n/locales';
import { monthName } from './month-name';

const BASES = ['statutory', 'target'] as const;
const COUNTS = ['due', 'metOnTime', 'metLate', 'notMet', 'notNeeded'] as const;
const COLUMNS = [...COUNTS, 'shareOnTime', 'metByShownDay', 'shareByShownDay'] as const;

/** A table for each rule; statutory limits under one heading, and the municipality's own targets apart from them. */
export function ComplianceFigures({ compliance: { rules } }: { compliance: Compliance }) {
  const t = useTranslations('compliance');
  return BASES.map((basis) => {
    const own = rules.filter((rule) => rule.basis === basis);
    return (
      <section key={basis} aria-labelledby={`section-${basis}`} className="flex flex-col gap-5">
        <Heading level="2" size="medium" id={`section-${basis}`} className="print:break-after-avoid">
          {t(`sections.${basis}`)}
        </Heading>
        {own.length === 0 ? <p>{t('noneInSection')}</p> : own.map((rule) => <RuleFigures key={rule.rule} rule={rule} />)}
      </section>
    );
  });
}

function RuleFigures({ rule: { rule, basis, months, total } }: { rule: ComplianceRule }) {
  const t = useTranslations('compliance');
  const tReport = useTranslations('report');
  const locale = useLocale() as Locale;
  const id = `rule-${basis}-${rule}`;
  return (
    <div className="print:break-inside-avoid">
      <Heading level="3" size="small" id={id}>
        {tReport.has(`law.${rule}`) ? tReport(`law.${rule}`) : rule}{' '}
        <span className="font-normal text-(--ax-text-neutral-subtle)">({rule})</span>
      </Heading>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the screen must scroll by keyboard */}
      <section className="overflow-x-auto" aria-labelledby={id} tabIndex={0}>
        <table aria-labelledby={id} className="w-full min-w-[46rem] border-collapse print:min-w-0 print:text-xs">
          <thead>
            <tr className="border-b-2 border-(--ax-border-neutral-subtle) align-bottom">
              <th scope="col" className="py-1.5 pr-2 text-left">
                {t('columns.month')}
              </th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className="w-[10%] py-1.5 pl-2 text-right hyphens-auto">
                  {t(`columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, figures }) => (
              <FigureRow key={month} name={monthName(month, locale)} figures={figures} />
            ))}
          </tbody>
          <tfoot className="border-t-2 border-(--ax-border-neutral-subtle) font-semibold">
            <FigureRow name={t('total')} figures={total} whole />
          </tfoot>
        </table>
      </section>
    </div>
  );
}

function FigureRow({ name, figures, whole = false }: { name: string; figures: Figures; whole?: boolean }) {
  const locale = useLocale() as Locale;
  const share = (met: number | null) => percent(shareOf(met, figures), locale);
  const cells = [
    ...COUNTS.map((count) => figures[count]),
    share(figures.metOnTime),
    figures.metByShownDay ?? '–',
    share(figures.metByShownDay),
  ];
  return (
    <tr className="border-b border-(--ax-border-neutral-subtle)">
      <th scope="row" className={`py-1 pr-2 text-left whitespace-nowrap print:py-px ${whole ? '' : 'font-normal'}`}>
        {name}
      </th>
      {cells.map((cell, index) => (
        <td key={COLUMNS[index]} className="tabular py-1 pl-2 text-right print:py-px">
          {cell}
        </td>
      ))}
    </tr>
  );
}

/** One decimal, with the reader's own decimal mark. */
function percent(share: number | null, locale: Locale): string {
  if (share === null) return '–';
  return share.toFixed(1).replace('.', locale === 'en' ? '.' : ',');
}
