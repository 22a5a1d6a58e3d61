import { describe, expect, it } from 'vitest';
import { stampInstant, stampOfName } from './date-stamp';

const zone = 'Europe/Copenhagen';
const now = new Date('2026-11-24T12:00:00Z');
const at = (iso: string, dayOnly: boolean) => ({ at: new Date(iso), dayOnly });

describe('the date stamp of a letter', () => {
  it('with a time is that instant in the zone of the municipality', () => {
    expect(stampInstant('2026-11-23', '09:15', zone, now)).toEqual(at('2026-11-23T08:15:00Z', false));
  });

  it('without a time counts from the beginning of its day, so that nobody gets more time than the law gives', () => {
    expect(stampInstant('2026-11-24', '', zone, now)).toEqual(at('2026-11-23T23:00:00Z', true));
    expect(stampInstant('2026-07-01', ' ', zone, now)).toEqual(at('2026-06-30T22:00:00Z', true));
  });

  it.each([
    ['2026-11-25', '', 'in-the-future'],
    ['2026-02-30', '', 'no-such-time'],
    ['24/11', '', 'not-a-time'],
    ['2024-11-24', '', 'too-old'],
  ])('%s %s is refused: %s', (day, time, fault) => {
    expect(stampInstant(day, time, zone, now)).toEqual({ fault });
  });

  it.each([
    ['2026-11-23 brev.pdf', at('2026-11-22T23:00:00Z', true)],
    ['20261123_0915 brev.pdf', at('2026-11-23T08:15:00Z', false)],
    ['2026-11-23T09.15.pdf', at('2026-11-23T08:15:00Z', false)],
    ['2026-11-23-1.pdf', at('2026-11-22T23:00:00Z', true)],
    ['2026-13-45 brev.pdf', 'invalid'],
    ['scan0001.pdf', null],
    ['20261123001.pdf', null],
  ])('in the name %s', (name, stamp) => {
    expect(stampOfName(name, zone, now)).toEqual(stamp);
  });
});
