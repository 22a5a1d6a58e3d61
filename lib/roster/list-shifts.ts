import type { Db } from '@/lib/db/client';
import type { Span } from '@/lib/domain/roster/roster';
import { gaps, shifts } from '@/lib/domain/roster/shifts';
import type { NamedShift } from './ical/write-calendar';
import { readRoster } from './read-roster';

/** Shifts of the municipality from `from` up to `to` with their names, and the spans in which nobody at all is on duty. */
export async function listShifts(
  db: Db,
  municipalityId: string,
  { from, to, now }: Span & { now: Date },
): Promise<{ shifts: NamedShift[]; gaps: Span[] }> {
  const roster = await readRoster(db, municipalityId, { now, from, to });
  const staff = await db.staff.findMany({ where: { municipalityId }, select: { id: true, name: true, email: true } });
  const named = shifts(roster, from, to).map((shift) => ({
    ...shift,
    layer: roster.layers.find(({ id }) => id === shift.layerId)?.name ?? null,
    person: staff.find(({ id }) => id === shift.staffId) ?? null,
  }));
  return { shifts: named, gaps: gaps(roster, from, to) };
}
