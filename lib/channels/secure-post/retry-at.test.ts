import { describe, expect, it } from 'vitest';
import { AltinnError } from './altinn-error';
import { retryAt } from './retry-at';

const now = new Date('2026-11-02T10:00:00Z');
const cases = [
  ['120', '2026-11-02T10:02:00.000Z'],
  ['Mon, 02 Nov 2026 10:05:00 GMT', '2026-11-02T10:05:00.000Z'],
  ['0', '2026-11-02T10:00:01.000Z'],
  ['99999999', '2026-11-02T10:15:00.000Z'],
  ['Mon, 02 Nov 2020 10:05:00 GMT', '2026-11-02T10:00:01.000Z'],
  ['soon', '2026-11-02T10:01:00.000Z'],
  [null, '2026-11-02T10:01:00.000Z'],
] as const;

describe('when Altinn asks to wait', () => {
  it.each(cases)('Retry-After %s means %s', (retryAfter, at) => {
    expect(retryAt(new AltinnError('rate-limited', { retryAfter }), now).toISOString()).toBe(at);
  });
});
