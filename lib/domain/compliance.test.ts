import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addFigures, choosePeriod, NOTHING_DUE, shareOf } from './compliance';

const now = new Date('2026-11-15T12:00:00Z');
const choose = (from?: string, to?: string, at = now, zone = 'Europe/Copenhagen') => choosePeriod({ from, to }, at, zone);

describe('the period of a compliance report', () => {
  it('is the last twelve months when nothing was chosen, by the municipality’s own calendar', () => {
    expect(choose().period).toEqual({ from: '2025-12', to: '2026-11' });
    const turn = new Date('2026-10-31T23:30:00Z');
    expect(choose(undefined, undefined, turn).period?.to).toBe('2026-11');
    expect(choose(undefined, undefined, turn, 'UTC').period?.to).toBe('2026-10');
  });

  it('is what was chosen, with stray spaces forgiven', () => {
    expect(choose(' 2026-01', '2026-01 ').period).toEqual({ from: '2026-01', to: '2026-01' });
  });

  it.each([
    ['', '2026-10', { from: 'needed' }],
    [undefined, '2026-10', { from: 'needed' }],
    ['2026-01', undefined, { to: 'needed' }],
    ['2026-13', '2026-1', { from: 'not-a-month', to: 'not-a-month' }],
    ['jan 2026', '2026-12-01', { from: 'not-a-month', to: 'not-a-month' }],
    ["2026-01'; --", '2026-10', { from: 'not-a-month' }],
    ['2026-10', '2026-09', { to: 'before-the-start' }],
    ['2026-12', '2026-12', { from: 'in-the-future', to: 'in-the-future' }],
    ['2021-11', '2026-11', { from: 'too-long' }],
  ])('says what is wrong with %j to %j', (from, to, faults) => {
    expect(choose(from, to)).toEqual({ period: null, faults });
  });

  it('may be as long as five years', () => {
    expect(choose('2021-12', '2026-11').faults).toBeNull();
  });
});

describe('the share on time', () => {
  it('has one decimal, and none where nothing had to be met', () => {
    expect(shareOf(2, { due: 3, notNeeded: 0 })).toBe(66.7);
    expect(shareOf(0, { due: 3, notNeeded: 0 })).toBe(0);
    expect(shareOf(3, { due: 4, notNeeded: 1 })).toBe(100);
    expect(shareOf(0, { due: 0, notNeeded: 0 })).toBeNull();
    expect(shareOf(0, { due: 2, notNeeded: 2 })).toBeNull();
    expect(shareOf(null, { due: 2, notNeeded: 0 })).toBeNull();
  });

  it('is 100 only when every one was met on time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000_000 }), (due, met) => {
        const share = shareOf(Math.min(met, due), { due, notNeeded: 0 });
        expect(share === 100).toBe(met >= due);
      }),
    );
    expect(shareOf(99_999, { due: 100_000, notNeeded: 0 })).toBe(99.9);
  });

  it('months add up, and a rule that shows no day has no sum of those met by it', () => {
    const month = { due: 4, metOnTime: 1, metLate: 1, notMet: 1, notNeeded: 1, metByShownDay: null };
    expect(addFigures([month, month, NOTHING_DUE])).toEqual({
      due: 8,
      metOnTime: 2,
      metLate: 2,
      notMet: 2,
      notNeeded: 2,
      metByShownDay: null,
    });
    expect(addFigures([{ ...month, metByShownDay: 1 }, month]).metByShownDay).toBe(1);
  });
});
