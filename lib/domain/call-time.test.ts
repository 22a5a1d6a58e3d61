import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callInstant } from './call-time';
import { localDay, localTimeOfDay } from './local-time';

const zone = 'Europe/Copenhagen';
const now = new Date('2026-11-05T06:45:20Z');

describe('the time of a call', () => {
  it.each([
    ['2026-11-05', '07:32', '2026-11-05T06:32:00.000Z', 'winter'],
    ['2026-07-01', '07:32', '2026-07-01T05:32:00.000Z', 'summer'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z', 'the hour that comes twice: the earlier one'],
  ])('%s %s is %s (%s)', (day, time, expected) => {
    expect(callInstant(day, time, zone, now)).toEqual({ at: new Date(expected) });
  });

  it.each([
    ['2026-03-29', '02:30', 'no-such-time', 'the hour that the clock skips in spring'],
    ['2026-02-30', '10:00', 'no-such-time', 'a day that the month does not have'],
    ['2026-11-05', '07:47', 'in-the-future', 'more than a minute ahead'],
    ['2027-11-05', '07:00', 'in-the-future', 'another year'],
    ['2025-11-01', '07:00', 'too-old', 'more than a year ago'],
    ['', '', 'not-a-time', 'nothing'],
    ['05.11.2026', '07:32', 'not-a-time', 'another notation'],
    ['2026-11-05', '24:00', 'not-a-time', 'an hour that no clock shows'],
  ])('%s %s is refused: %s (%s)', (day, time, fault) => {
    expect(callInstant(day, time, zone, now)).toEqual({ fault });
  });

  it('a machine whose clock is a few seconds ahead is not told that the call lies in the future, and the limit is not stretched', () => {
    expect(callInstant('2026-11-05', '07:46', zone, now)).toEqual({ at: now });
  });

  it('every minute of the past year comes back as itself, or an hour earlier with the same name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 365 * 24 * 60 }), (minutes) => {
        const minute = new Date(Math.floor((now.getTime() - minutes * 60_000) / 60_000) * 60_000);
        const result = callInstant(localDay(minute, zone), localTimeOfDay(minute, zone), zone, now);
        const at = 'at' in result ? result.at.getTime() : 0;
        expect([minute.getTime(), minute.getTime() - 3_600_000]).toContain(at);
        expect(localTimeOfDay(new Date(at), zone)).toBe(localTimeOfDay(minute, zone));
      }),
    );
  });
});
