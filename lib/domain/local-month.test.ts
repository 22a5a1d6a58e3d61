import { describe, expect, it } from 'vitest';
import { localMonth, monthAfter, monthsBetween, recentPeriods, startOfLocalMonth } from './local-month';

describe('months of a municipality', () => {
  it.each([
    ['2026-01', 'Europe/Copenhagen', '2025-12-31T23:00:00.000Z'],
    ['2026-03', 'Europe/Oslo', '2026-02-28T23:00:00.000Z'],
    ['2026-04', 'Europe/Stockholm', '2026-03-31T22:00:00.000Z'],
    ['2026-11', 'Europe/Copenhagen', '2026-10-31T23:00:00.000Z'],
    ['2026-07', 'America/New_York', '2026-07-01T04:00:00.000Z'],
  ])('%s begins at midnight in %s', (month, zone, instant) => {
    expect(startOfLocalMonth(month, zone).toISOString()).toBe(instant);
  });

  it('the last second of a month belongs to it, and the next one does not, in summer and in winter time', () => {
    expect(localMonth(new Date('2026-03-31T21:59:59Z'), 'Europe/Copenhagen')).toBe('2026-03');
    expect(localMonth(new Date('2026-03-31T22:00:00Z'), 'Europe/Copenhagen')).toBe('2026-04');
    expect(localMonth(new Date('2026-10-31T22:59:59Z'), 'Europe/Copenhagen')).toBe('2026-10');
    expect(localMonth(new Date('2026-10-31T23:00:00Z'), 'Europe/Copenhagen')).toBe('2026-11');
  });

  it('count over a change of the year in both directions', () => {
    expect(monthAfter('2025-12')).toBe('2026-01');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
    expect(monthAfter('2026-11', -24)).toBe('2024-11');
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-02', '2026-01')).toEqual([]);
  });
});

describe('the last weeks and months', () => {
  it('weeks begin on Monday at local midnight, so the week of a clock change has 167 or 169 hours', () => {
    const weeks = recentPeriods('week', 3, new Date('2026-03-31T10:00:00Z'), 'Europe/Copenhagen');
    expect(weeks.map(({ firstDay, lastDay }) => [firstDay, lastDay])).toEqual([
      ['2026-03-16', '2026-03-22'],
      ['2026-03-23', '2026-03-29'],
      ['2026-03-30', '2026-04-05'],
    ]);
    expect(weeks.map(({ from, to }) => (to.getTime() - from.getTime()) / 3_600_000)).toEqual([168, 167, 168]);
    const autumn = recentPeriods('week', 2, new Date('2026-10-26T10:00:00Z'), 'Europe/Oslo');
    expect(autumn.map(({ from, to }) => (to.getTime() - from.getTime()) / 3_600_000)).toEqual([169, 168]);
  });

  it('a Sunday evening in the zone is still the old week, though it is Monday elsewhere', () => {
    const at = new Date('2026-11-01T22:30:00Z');
    expect(recentPeriods('week', 1, at, 'Europe/Copenhagen')[0]?.firstDay).toBe('2026-10-26');
    expect(recentPeriods('week', 1, at, 'Asia/Tokyo')[0]?.firstDay).toBe('2026-11-02');
  });

  it('months follow each other without a gap, also from the 31st', () => {
    const months = recentPeriods('month', 12, new Date('2026-10-31T22:30:00Z'), 'Europe/Stockholm');
    expect(months.map(({ firstDay }) => firstDay)).toEqual([
      ...['2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'],
      ...['2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01'],
    ]);
    for (const [index, { from }] of months.slice(1).entries()) expect(from).toEqual(months[index]?.to);
    expect(months.at(-1)?.lastDay).toBe('2026-10-31');
  });
});
