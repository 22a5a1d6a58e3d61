import type { Db } from '@/lib/db/client';
import { localDay } from '@/lib/domain/local-time';
import { type DayPiece, type DayRow, dayTable } from '@/lib/domain/roster/day-table';
import type { Rotation, Span, WeeklyWindow } from '@/lib/domain/roster/roster';
import { dayNumber, dayText, wallInstant, weekdayOf } from '@/lib/domain/roster/wall-time';
import { listShifts } from './list-shifts';
import { type OnDutyNowAndNext, readOnDutyNowAndNext } from './read-on-duty-now-and-next';

const DAYS_SHOWN = 14;

type Person = { id: string; name: string };
type NamedPiece = DayPiece & { person: string | null };

type LayerView = {
  layerId: string;
  version: string;
  name: string;
  position: number;
  unitId: string | null;
  participants: string[];
  rotation: Rotation;
  hours: WeeklyWindow[] | null;
  /** When this version counts from; in the future for a change that is to come. */
  from: Date;
};

export type RosterView = {
  at: Date;
  timeZone: string;
  /** Local days YYYY-MM-DD: the first that is shown, and the present one. */
  firstDay: string;
  today: string;
  present: OnDutyNowAndNext;
  /** Layers in the order of the columns; null is a duty that belongs to no layer. */
  columns: (string | null)[];
  days: (Omit<DayRow, 'cells'> & { cells: NamedPiece[][] })[];
  /** Spans without anybody that are not over, from now on. */
  gaps: Span[];
  layers: LayerView[];
  overrides: (Span & { id: string; layer: string | null; person: string; reason: string | null; imported: boolean })[];
  absences: (Span & { id: string; staffId: string; person: string })[];
  people: Person[];
  units: Person[];
};

/** The roster of the municipality for the two weeks from a local day on; with no day, from the Monday of this week. */
export async function seeRoster(
  prisma: Db,
  { id, timeZone }: { id: string; timeZone: string },
  asked: string | undefined,
  now: Date,
): Promise<RosterView> {
  const today = localDay(now, timeZone);
  const firstDay = asked && !Number.isNaN(dayNumber(asked)) ? asked : mondayOf(today);
  const first = dayNumber(firstDay);
  const span = { from: wallInstant(first, '00:00', timeZone), to: wallInstant(first + DAYS_SHOWN, '00:00', timeZone) };
  const [listed, ahead, present, rest] = await Promise.all([
    listShifts(prisma, id, { ...span, now }),
    listShifts(prisma, id, { from: now, to: wallInstant(dayNumber(today) + DAYS_SHOWN, '00:00', timeZone), now }),
    readOnDutyNowAndNext(prisma, id, now),
    readEntries(prisma, id, now),
  ]);
  const layerIds = [...new Map(listed.shifts.map(({ layerId }) => [layerId, layerId])).keys()];
  const order = (layerId: string | null) => rest.layers.find((layer) => layer.layerId === layerId)?.position ?? Number.MAX_SAFE_INTEGER;
  const columns = layerIds.sort((a, b) => order(a) - order(b));
  const names = new Map(listed.shifts.map(({ staffId, person }) => [staffId, person?.name ?? null]));
  const days = dayTable(listed, columns, firstDay, DAYS_SHOWN, timeZone).map((row) => ({
    ...row,
    cells: row.cells.map((pieces) => pieces.map((piece) => ({ ...piece, person: names.get(piece.staffId) ?? null }))),
  }));
  const layerNames = columns.map((column) => listed.shifts.find(({ layerId }) => layerId === column)?.layer ?? null);
  return { at: now, timeZone, firstDay, today, present, columns: layerNames, days, gaps: ahead.gaps, ...rest };
}

function mondayOf(day: string): string {
  const number = dayNumber(day);
  return dayText(number - weekdayOf(number) + 1);
}

async function readEntries(prisma: Db, municipalityId: string, now: Date) {
  const open = { municipalityId, removedAt: null, endsAt: { gt: now } };
  const select = { id: true, name: true };
  const [layers, overrides, absences, people, units] = await Promise.all([
    prisma.dutyLayer.findMany({ where: { municipalityId, validUntil: null }, orderBy: [{ position: 'asc' }, { name: 'asc' }] }),
    prisma.dutyOverride.findMany({ where: open, include: { staff: { select } }, orderBy: { startsAt: 'asc' } }),
    prisma.dutyAbsence.findMany({ where: open, include: { staff: { select } }, orderBy: { startsAt: 'asc' } }),
    prisma.staff.findMany({ where: { municipalityId, active: true }, select, orderBy: { name: 'asc' } }),
    prisma.unit.findMany({ where: { municipalityId }, select, orderBy: { name: 'asc' } }),
  ]);
  return {
    people,
    units,
    layers: layers.map(({ layerId, id, name, position, unitId, participants, hours, validFrom, ...row }) => ({
      layerId,
      version: id,
      name,
      position,
      unitId,
      participants,
      rotation: { startDay: row.startDay, handoverTime: row.handoverTime, handoverWeekday: row.handoverWeekday, weeks: row.weeks },
      hours: hours as WeeklyWindow[] | null,
      from: validFrom,
    })),
    overrides: overrides.map(({ id, layerId, staff, startsAt, endsAt, reason, importKey }) => ({
      id,
      layer: layers.find((layer) => layer.layerId === layerId)?.name ?? null,
      person: staff.name,
      from: startsAt,
      to: endsAt,
      reason,
      imported: importKey !== null,
    })),
    absences: absences.map(({ id, staffId, staff, startsAt, endsAt }) => ({ id, staffId, person: staff.name, from: startsAt, to: endsAt })),
  };
}
