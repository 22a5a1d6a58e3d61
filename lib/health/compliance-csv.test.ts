import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import type { Compliance } from './compliance';
import { complianceCsv } from './compliance-csv';

const figures = { due: 3, metOnTime: 2, metLate: 1, notMet: 0, notNeeded: 0, metByShownDay: 1 };
const nothing = { due: 0, metOnTime: 0, metLate: 0, notMet: 0, notNeeded: 0, metByShownDay: null };

const report = (rule: string): Compliance => ({
  at: new Date('2026-11-15T12:00:00Z'),
  period: { from: '2026-09', to: '2026-10' },
  rules: [
    {
      rule,
      basis: 'target',
      months: [
        { month: '2026-09', figures },
        { month: '2026-10', figures: nothing },
      ],
      total: figures,
    },
  ],
  notYetDue: 0,
});
const csv = (rule = 'dk.confirm-receipt', locale: (typeof LOCALES)[number] = 'da') =>
  complianceCsv(report(rule), translator(locale, 'compliance'), translator(locale, 'report.law'));

describe('the compliance report as CSV', () => {
  it('opens in a Nordic spreadsheet: byte order mark, semicolons, decimal commas, lines that end in CR LF', () => {
    const lines = csv().split('\r\n');
    expect(lines[0]?.charCodeAt(0)).toBe(0xfeff);
    expect(lines.map((line) => line.split(';').length)).toEqual([12, 12, 12, 1]);
    expect(lines[1]).toMatch(/^2026-09;dk\.confirm-receipt;.+;Lokalt mål;3;2;1;0;0;66,7;1;33,3$/);
    expect(lines[2]).toMatch(/;0;0;0;0;0;–;–;–$/);
  });

  it.each(LOCALES)('has a head in the reader’s language and the same rule id (%s)', (locale) => {
    const [head = '', first = ''] = csv('dk.confirm-receipt', locale).slice(1).split('\r\n');
    expect(new Set(head.split(';')).size).toBe(12);
    expect(head.split(';')[1]).toBe('rule_id');
    expect(first.split(';')[1]).toBe('dk.confirm-receipt');
  });

  it('a rule that is newer than the texts is named by its id, and no cell is taken for a formula', () => {
    expect(csv('xx.new-rule')).toContain('2026-09;xx.new-rule;xx.new-rule;');
    for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1']) {
      const cells = csv(evil).split('\r\n')[1]?.split(';') ?? [];
      expect(cells[1]).toMatch(/^"?'/);
    }
    expect(csv('a;b"c').split('\r\n')[1]).toContain('2026-09;"a;b""c";"a;b""c";');
  });
});
