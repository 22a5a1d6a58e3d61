import { stringify } from 'csv-stringify/sync';
import { type ComplianceFigures, shareOf } from '@/lib/domain/compliance';
import type { Translator } from '@/lib/i18n/translator';
import type { Compliance } from './compliance';

/** Stands where there is no share, since nothing had to be met. */
const NO_SHARE = '–';

const COLUMNS = [
  'month',
  'ruleId',
  'rule',
  'basis',
  'due',
  'metOnTime',
  'metLate',
  'notMet',
  'notNeeded',
  'shareOnTime',
  'metByShownDay',
  'shareByShownDay',
] as const;

/**
 * The compliance report as a table file (RFC 4180) for a spreadsheet. Semicolons and decimal commas, whatever the reader's language:
 * a spreadsheet goes by the region of its machine, and that is Nordic. The byte order mark makes it read the text as UTF-8, and a
 * cell that could be taken for a formula is quoted as text. `texts` are those of the namespace compliance, `rules` of report.law.
 */
export function complianceCsv({ rules }: Compliance, texts: Translator, ruleNames: Translator): string {
  const rows = rules.flatMap(({ rule, basis, months }) =>
    months.map(({ month, figures }) => [
      month,
      rule,
      ruleNames.has(rule) ? ruleNames(rule) : rule,
      texts(`basis.${basis}`),
      ...counts(figures),
    ]),
  );
  const head = COLUMNS.map((column) => texts(`columns.${column}`));
  return stringify([head, ...rows], { delimiter: ';', record_delimiter: 'windows', bom: true, escape_formulas: true });
}

function counts(figures: ComplianceFigures): (string | number)[] {
  const { due, metOnTime, metLate, notMet, notNeeded, metByShownDay } = figures;
  const byShownDay = [metByShownDay ?? NO_SHARE, percent(shareOf(metByShownDay, figures))];
  return [due, metOnTime, metLate, notMet, notNeeded, percent(shareOf(metOnTime, figures)), ...byShownDay];
}

function percent(share: number | null): string {
  return share === null ? NO_SHARE : share.toFixed(1).replace('.', ',');
}
