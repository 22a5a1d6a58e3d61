import { describe, expect, it } from 'vitest';
import { spanMessage, spanOf } from './time-left';

describe('time left in words', () => {
  it.each([
    [0, 'minutes', 0, 0, 0],
    [59_999, 'minutes', 0, 0, 0],
    [3_599_999, 'minutes', 0, 0, 59],
    [3_600_000, 'hours', 0, 1, 0],
    [-8_040_000, 'hours', 0, 2, 14],
    [86_400_000, 'days', 1, 0, 0],
    [-90_061_000, 'days', 1, 1, 1],
  ])('%d ms is told in %s', (ms, key, days, hours, minutes) => {
    const message = spanMessage(ms);
    expect([message.key, message.values.days, message.values.hours, message.values.minutes]).toEqual([key, days, hours, minutes]);
  });

  it('seconds have two digits, so that a ticking time does not jump', () => {
    expect(spanMessage(65_000).values.padded).toBe('05');
    expect(spanOf(65_000).seconds).toBe(5);
  });
});
