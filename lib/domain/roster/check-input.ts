import type { Rotation, Span, WeeklyWindow } from './roster';
import { dayNumber, wallInstant } from './wall-time';

/** Why a field is not taken. The sentence for each stands in messages/<locale>/roster.json under "faults". */
type RosterFault =
  | 'required'
  | 'too-long'
  | 'not-a-day'
  | 'not-a-time'
  | 'ends-before-start'
  | 'over-already'
  | 'unknown'
  | 'repeated'
  | 'out-of-range';

export type Faults = Record<string, RosterFault>;

/** A time as it is typed: local days YYYY-MM-DD and times of day HH:MM. */
export type SpanInput = { fromDay: string; fromTime: string; toDay: string; toTime: string };

/** `unitId` and `hours` null: none, and always. */
export type LayerInput = {
  name: string;
  position: number;
  unitId: string | null;
  participants: string[];
  rotation: Rotation;
  hours: WeeklyWindow[] | null;
};

export type Known = { staff: string[]; units: string[] };

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const LONGEST_NAME = 80;
const MOST_WEEKS = 52;
const MOST_PLACES = 99;

/** The instants that were typed as local wall times, or which fields are at fault. A time that is over would change the past. */
export function checkSpan(input: SpanInput, timeZone: string, now: Date): { span: Span } | { faults: Faults } {
  const faults = clean({
    fromDay: dayFault(input.fromDay),
    fromTime: timeFault(input.fromTime),
    toDay: dayFault(input.toDay),
    toTime: timeFault(input.toTime),
  });
  if (Object.keys(faults).length > 0) return { faults };
  const from = wallInstant(dayNumber(input.fromDay), input.fromTime, timeZone);
  const to = wallInstant(dayNumber(input.toDay), input.toTime, timeZone);
  if (to <= from) return { faults: { toDay: 'ends-before-start' } };
  if (to <= now) return { faults: { toDay: 'over-already' } };
  return { span: { from, to } };
}

/** Which fields of a layer are at fault; windows by their place: "hours.0.from". */
export function checkLayer({ name, position, unitId, participants, rotation, hours }: LayerInput, known: Known): Faults {
  return clean({
    name: name.trim() === '' ? 'required' : name.trim().length > LONGEST_NAME ? 'too-long' : undefined,
    position: isBetween(position, 1, MOST_PLACES) ? undefined : 'out-of-range',
    unitId: unitId === null || known.units.includes(unitId) ? undefined : 'unknown',
    participants: participantsFault(participants, known.staff),
    startDay: dayFault(rotation.startDay),
    handoverTime: timeFault(rotation.handoverTime),
    handoverWeekday: isBetween(rotation.handoverWeekday, 1, 7) ? undefined : 'out-of-range',
    weeks: isBetween(rotation.weeks, 1, MOST_WEEKS) ? undefined : 'out-of-range',
    hours: hours?.length === 0 ? 'required' : undefined,
    ...Object.assign({}, ...(hours ?? []).map(windowFaults)),
  });
}

function windowFaults({ weekday, from, to }: WeeklyWindow, index: number): Record<string, RosterFault | undefined> {
  return {
    [`hours.${index}.weekday`]: isBetween(weekday, 1, 7) ? undefined : 'out-of-range',
    [`hours.${index}.from`]: timeFault(from),
    [`hours.${index}.to`]: timeFault(to),
  };
}

function participantsFault(participants: string[], staff: string[]): RosterFault | undefined {
  if (participants.length === 0) return 'required';
  if (participants.some((one) => !staff.includes(one))) return 'unknown';
  return new Set(participants).size < participants.length ? 'repeated' : undefined;
}

function dayFault(day: string): RosterFault | undefined {
  if (day.trim() === '') return 'required';
  return Number.isNaN(dayNumber(day)) ? 'not-a-day' : undefined;
}

function timeFault(time: string): RosterFault | undefined {
  if (time.trim() === '') return 'required';
  return TIME.test(time) ? undefined : 'not-a-time';
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function clean(faults: Record<string, RosterFault | undefined>): Faults {
  return Object.fromEntries(Object.entries(faults).filter((entry): entry is [string, RosterFault] => entry[1] !== undefined));
}
