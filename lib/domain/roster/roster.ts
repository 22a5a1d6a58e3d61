/** Local wall time of every week: `weekday` 1 Monday to 7 Sunday, HH:MM. `to` at or before `from` is on the next day. */
export type WeeklyWindow = { weekday: number; from: string; to: string };

/** Whose turn it is changes every `weeks` weeks, on `handoverWeekday` (1 Monday to 7 Sunday) at `handoverTime` local wall time. */
export type Rotation = {
  /** YYYY-MM-DD: the first participant has the turn that holds this day's handover time. */
  startDay: string;
  handoverTime: string;
  handoverWeekday: number;
  weeks: number;
};

/** One line of the duty roster. It counts from `from` up to `until` (null: no end); a change is a new version under the same id. */
export type Layer = {
  id: string;
  name: string;
  /** Order of the layers: the lowest is told first. */
  position: number;
  unitId: string | null;
  /** Ids of staff in the order of their turns. */
  participants: string[];
  rotation: Rotation;
  /** When the layer has duty; null: always. */
  hours: WeeklyWindow[] | null;
  from: Date;
  until: Date | null;
};

/**
 * Somebody else takes the duty from `from` up to `to`: that of one layer, within its hours; or with `layerId` null all of the
 * municipality's, also where no layer has hours. Of two at once the one entered last counts: it stands later in the list.
 */
export type Override = { id: string; layerId: string | null; staffId: string; from: Date; to: Date; reason?: string };

/** A member of staff who cannot be on duty from `from` up to `to`. */
export type Absence = { id: string; staffId: string; from: Date; to: Date };

/**
 * Who has duty when, in one municipality. Instants are UTC; wall times are those of `timeZone`. `dutyOfficers` are on duty while no
 * layer is in force and no override puts anybody there, so that a municipality without a roster is safe.
 */
export type Roster = { timeZone: string; layers: Layer[]; overrides: Override[]; absences: Absence[]; dutyOfficers: string[] };

/** How somebody came to be on duty. A gap has the source of what was tried last. */
export type DutySource = 'rotation' | 'override' | 'absence-cover' | 'duty-officer';

/** Who holds a layer at an instant; `staffId` null is a gap, `layerId` null a duty that belongs to no layer. */
export type Holder = { layerId: string | null; staffId: string | null; source: DutySource };

/** `until`: when person or source changes; null when they do not within LOOK_AHEAD_DAYS. */
export type Duty = Holder & { until: Date | null };

/** One person's time in one layer from `from` up to `to`. */
export type Shift = Holder & { from: Date; to: Date };

export type Span = { from: Date; to: Date };

/** How far `onDuty` looks for the end of a duty. */
export const LOOK_AHEAD_DAYS = 91;

/** Whether the instant lies in the span, which ends before its `to`. */
export function holds({ from, to }: Span, at: Date): boolean {
  return from <= at && at < to;
}
