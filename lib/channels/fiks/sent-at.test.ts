import { describe, expect, it } from 'vitest';
import { readSentAt } from './sent-at';

describe('the time of sending', () => {
  it.each([
    ['2026-11-03T15:02:44', '2026-11-03T14:02:44.000Z'],
    ['2026-07-03T15:02:44', '2026-07-03T13:02:44.000Z'],
    ['2026-07-03T15:02:44.1234567', '2026-07-03T13:02:44.000Z'],
    ['2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
    ['2026-11-03T15:02:44Z', '2026-11-03T15:02:44.000Z'],
    ['2026-11-03T15:02:44+0200', '2026-11-03T13:02:44.000Z'],
  ])('%s is Norwegian time unless it says otherwise', (stated, expected) => {
    expect(readSentAt(stated)?.toISOString()).toBe(expected);
  });

  it.each(['i går', '2026-02-31T10:00:00', '', null, 17])('%s is none', (stated) => expect(readSentAt(stated)).toBeNull());
});
