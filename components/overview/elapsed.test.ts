import { describe, expect, it } from 'vitest';
import { elapsed } from './elapsed';

describe('how long something has taken', () => {
  it.each([
    [-5000, 'seconds', { seconds: 0 }],
    [59_999, 'seconds', { seconds: 59 }],
    [60_000, 'minutes', { minutes: 1 }],
    [3_599_999, 'minutes', { minutes: 59 }],
    [3_600_000, 'hours', { hours: 1, minutes: 0 }],
    [26.5 * 3_600_000, 'hours', { hours: 26, minutes: 30 }],
    [48 * 3_600_000, 'days', { days: 2, hours: 0 }],
    [75 * 3_600_000, 'days', { days: 3, hours: 3 }],
  ])('%i ms is told in %s', (milliseconds, unit, values) => {
    expect(elapsed(milliseconds)).toEqual({ unit, values });
  });
});
