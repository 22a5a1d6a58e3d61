import { describe, expect, it } from 'vitest';
import { localTimeOfDay } from '@/lib/domain/local-time';
import { ticksOf } from './ticks';

const zone = 'Europe/Copenhagen';
const times = (from: string, hours: 8 | 24 | 168) => ticksOf(new Date(from), hours, zone).map(({ at }) => localTimeOfDay(at, zone));

describe('the hours on the time line', () => {
  it('are round hours of the municipality’s clocks', () => {
    expect(times('2026-11-03T12:20:00Z', 8)).toEqual(['14:00', '15:00', '16:00', '17:00', '18:00', '19:00', '20:00', '21:00']);
    expect(times('2026-11-03T12:20:00Z', 24)).toEqual(['15:00', '18:00', '21:00', '00:00', '03:00', '06:00', '09:00', '12:00']);
    expect(ticksOf(new Date('2026-11-03T12:20:00Z'), 24, zone).filter(({ midnight }) => midnight)).toHaveLength(1);
  });

  it('are midnights over a week, also over a clock change', () => {
    expect(times('2026-10-22T12:00:00Z', 168)).toEqual(Array(7).fill('00:00'));
    expect(times('2026-03-26T12:00:00Z', 168)).toEqual(Array(7).fill('00:00'));
  });

  it('show the hour that the clocks repeat, and not the one that they skip', () => {
    expect(times('2026-10-24T22:30:00Z', 8)).toEqual(['01:00', '02:00', '02:00', '03:00', '04:00', '05:00', '06:00', '07:00']);
    expect(times('2026-03-28T22:30:00Z', 8)).toEqual(['00:00', '01:00', '03:00', '04:00', '05:00', '06:00', '07:00', '08:00']);
  });
});
