import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALARM_CODES } from '@/lib/domain/alarm';
import { LOCALES } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';

describe('an alarm says what is wrong and what to do', () => {
  it.each(LOCALES)('in %s, for every code', (locale) => {
    const t = translator(locale, 'alarm');
    const silent = ALARM_CODES.filter((code) => !t.has(`codes.${code}.title`) || !t.has(`codes.${code}.todo`));
    expect(silent).toEqual([]);
  });

  it('to whoever runs Mottak, in docs/operations.md', () => {
    const page = readFileSync('docs/operations.md', 'utf8');
    expect(ALARM_CODES.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });
});
