import type { Locale } from '@/lib/i18n/locales';
import { type Translator, translator } from '@/lib/i18n/translator';
import { looseText } from './loose-text';
import { type ApiReport, apiReport } from './report-schema';

/** Longer than any label; an answer of several lines stands below its label. */
const LINE = /\n/;

/**
 * The report as a caseworker reads it: what the notifier says first, then everything else that was delivered, so that nothing is
 * only in the original. Labels are in the municipality's language.
 */
export function apiReportText(report: ApiReport, locale: Locale): string {
  const t = translator(locale, 'intake');
  const blocks = [
    report.concern,
    labelled(t('history'), report.history),
    labelled(t('otherViews'), report.otherViews),
    labelled(t('allegedAbuser'), report.allegedAbuser),
    labelled(t('interpreter'), report.interpreter),
    labelled(t('otherServices'), report.otherServices),
    ...report.children.map((child, index) => informedLine(t, child.name ?? `${t('child')} ${index + 1}`, child)),
    people(t, t('custodians'), report.custodians),
    people(t, t('siblings'), report.siblings),
    ...report.otherAnswers.map(({ label, value }) => labelled(label, value)),
    labelled(t('more'), unnamed(report)),
  ];
  return blocks.filter(Boolean).join('\n\n');
}

function labelled(label: string, value: string | undefined): string {
  if (!value?.trim()) return '';
  return LINE.test(value) ? `${label}:\n${value}` : `${label}: ${value}`;
}

type Person = ApiReport['custodians'][number];

function people(t: Translator, heading: string, persons: Person[]): string {
  const lines = persons.map((person) => {
    const { name, phone, address, birthDate } = person;
    return `- ${[name, birthDate, phone, address, informed(t, person)].filter(Boolean).join(', ')}`;
  });
  return lines.length > 0 ? `${heading}:\n${lines.join('\n')}` : '';
}

function informedLine(t: Translator, name: string, person: Pick<Person, 'informed' | 'informedReason'>): string {
  const said = informed(t, person);
  return said ? `${name}: ${said}` : '';
}

function informed(t: Translator, { informed: is, informedReason }: Pick<Person, 'informed' | 'informedReason'>): string {
  const said = is === undefined ? '' : t(is ? 'informed' : 'notInformed');
  return [said, informedReason].filter(Boolean).join(': ');
}

/** Members that the format does not name: the vendor knows something that we do not. */
function unnamed(report: ApiReport): string {
  const more = Object.fromEntries(Object.entries(report).filter(([name]) => !(name in apiReport.shape)));
  return Object.keys(more).length > 0 ? looseText(more).text : '';
}
