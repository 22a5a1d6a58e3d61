import { describe, expect, it } from 'vitest';
import { dayInWords, localInstant } from './local-instant';

describe('an instant in a mail', () => {
  it('is said without the name of the zone', () => {
    expect(localInstant(new Date('2026-11-03T10:00:00Z'), 'da', 'Europe/Copenhagen')).toBe('tirsdag den 3. november 2026 kl. 11.00');
    expect(localInstant(new Date('2026-07-03T10:00:00Z'), 'sv', 'Europe/Stockholm')).toBe('fredag 3 juli 2026 kl. 12:00');
  });

  it('names the zone where the same time of day happens twice, and not an hour before or after', () => {
    const said = ['2026-10-24T23:59:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:00:00Z'].map((at) =>
      localInstant(new Date(at), 'en', 'Europe/Oslo').replace(/^.* at /, ''),
    );
    expect(said).toEqual(['01:59', '02:30 CEST', '02:30 CET', '03:00']);
  });
});

describe('a day in a subject', () => {
  it.each([
    ['da', '3. november 2026'],
    ['nb', '3. november 2026'],
    ['nn', '3. november 2026'],
    ['sv', '3 november 2026'],
    ['en', '3 November 2026'],
  ] as const)('%s: stands there in words', (locale, words) => {
    expect(dayInWords('2026-11-03', locale)).toBe(words);
  });
});
