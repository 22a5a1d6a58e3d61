import type { Db, Tx } from '@/lib/db/client';
import type { Absence, Layer, Override, Roster, WeeklyWindow } from '@/lib/domain/roster/roster';

/** The roster as far as it touches the time from `from` up to `to`; left out: all of it, with what counted long ago. */
export type ReadOptions = { now: Date; from?: Date; to?: Date };

type Row = {
  time_zone: string;
  layers: LayerRow[] | null;
  overrides: Entry[] | null;
  absences: Entry[] | null;
  inactive: string[] | null;
  duty_officers: string[] | null;
};
type Entry = { id: string; layer_id: string | null; staff_id: string; starts_at: string; ends_at: string; reason: string | null };
type LayerRow = {
  layer_id: string;
  name: string;
  position: number;
  unit_id: string | null;
  participants: string[];
  start_day: string;
  handover_time: string;
  handover_weekday: number;
  weeks: number;
  hours: WeeklyWindow[] | null;
  valid_from: string;
  valid_until: string | null;
};

const LONG_AGO = new Date('1900-01-01T00:00:00Z');
const FAR_AHEAD = new Date('9000-01-01T00:00:00Z');

/**
 * The duty roster of a municipality, in one query.
 *
 * An override and an absence count from when they were entered until they were removed: who was on duty last month is who Mottak
 * took to be so then, whatever is entered today. A closed account counts as absent from `now` on.
 */
export async function readRoster(db: Db | Tx, municipalityId: string, { now, from, to }: ReadOptions): Promise<Roster> {
  const [first, last] = [from ?? LONG_AGO, to ?? FAR_AHEAD];
  const [row] = await db.$queryRaw<Row[]>`
    SELECT m.time_zone,
      (SELECT json_agg(l ORDER BY l.position, l.layer_id) FROM duty_layer l WHERE l.municipality_id = m.id
        AND l.valid_from <= ${last} AND (l.valid_until IS NULL OR l.valid_until > ${first} AND l.valid_until > l.valid_from)) AS layers,
      (SELECT json_agg(o ORDER BY o.created_at, o.id) FROM (
        SELECT id, layer_id, staff_id, reason, created_at, greatest(starts_at, created_at) AS starts_at, least(ends_at, removed_at) AS ends_at
        FROM duty_override WHERE municipality_id = m.id AND ends_at > ${first} AND starts_at <= ${last}) o
        WHERE o.ends_at > o.starts_at) AS overrides,
      (SELECT json_agg(a ORDER BY a.starts_at, a.id) FROM (
        SELECT id, staff_id, greatest(starts_at, created_at) AS starts_at, least(ends_at, removed_at) AS ends_at
        FROM duty_absence WHERE municipality_id = m.id AND ends_at > ${first} AND starts_at <= ${last}) a
        WHERE a.ends_at > a.starts_at) AS absences,
      (SELECT json_agg(s.id) FROM staff s WHERE s.municipality_id = m.id AND NOT s.active) AS inactive,
      (SELECT json_agg(s.id ORDER BY s.id) FROM staff s WHERE s.municipality_id = m.id AND s.duty_officer AND s.active) AS duty_officers
    FROM municipality m WHERE m.id = ${municipalityId}::uuid`;
  if (!row) return { timeZone: 'UTC', layers: [], overrides: [], absences: [], dutyOfficers: [] };
  const closed = (row.inactive ?? []).map((staffId) => ({ id: `inactive:${staffId}`, staffId, from: now, to: FAR_AHEAD }));
  return {
    timeZone: row.time_zone,
    layers: (row.layers ?? []).map(layerOf),
    overrides: (row.overrides ?? []).map(overrideOf),
    absences: [...(row.absences ?? []).map(absenceOf), ...closed],
    dutyOfficers: row.duty_officers ?? [],
  };
}

function layerOf(row: LayerRow): Layer {
  const { start_day: startDay, handover_time: handoverTime, handover_weekday: handoverWeekday, weeks } = row;
  return {
    id: row.layer_id,
    name: row.name,
    position: row.position,
    unitId: row.unit_id,
    participants: row.participants,
    rotation: { startDay, handoverTime, handoverWeekday, weeks },
    hours: row.hours,
    from: new Date(row.valid_from),
    until: row.valid_until ? new Date(row.valid_until) : null,
  };
}

function overrideOf(row: Entry): Override {
  const { id, layer_id: layerId, staff_id: staffId, reason } = row;
  return { id, layerId, staffId, from: new Date(row.starts_at), to: new Date(row.ends_at), ...(reason ? { reason } : {}) };
}

function absenceOf(row: Entry): Absence {
  return { id: row.id, staffId: row.staff_id, from: new Date(row.starts_at), to: new Date(row.ends_at) };
}
