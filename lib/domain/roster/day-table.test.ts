import { describe, expect, it } from 'vitest';
import { dayTable } from './day-table';
import type { Shift } from './roster';

const at = (iso: string) => new Date(iso);
const shift = (layerId: string | null, staffId: string | null, from: string, to: string): Shift => ({
  layerId,
  staffId,
  source: 'rotation',
  from: at(from),
  to: at(to),
});

describe('a table of days', () => {
  it('cuts a shift at midnight of the zone, and the day on which the clock changes has all its hours', () => {
    const shifts = [shift('a', 'mette', '2026-03-28T16:00:00+01:00', '2026-03-30T08:00:00+02:00')];
    const gaps = [{ from: at('2026-03-30T08:00:00+02:00'), to: at('2026-03-31T00:00:00+02:00') }];
    const rows = dayTable({ shifts, gaps }, ['a', null], '2026-03-28', 3, 'Europe/Copenhagen');
    expect(
      rows.map(({ day, cells, gaps }) => [day, ...[...cells.flat(), ...gaps].map((one) => `${one.startTime}-${one.endTime}`)]),
    ).toEqual([
      ['2026-03-28', '16:00-24:00'],
      ['2026-03-29', '00:00-24:00'],
      ['2026-03-30', '00:00-08:00', '08:00-24:00'],
    ]);
    const sunday = rows[1]?.cells[0]?.[0];
    expect((sunday?.to.getTime() ?? 0) - (sunday?.from.getTime() ?? 0)).toBe(23 * 3_600_000);
  });
});
