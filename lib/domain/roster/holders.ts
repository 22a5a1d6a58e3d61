import { type Holder, holds, type Layer, type Override, type Roster, type Rotation, type WeeklyWindow } from './roster';
import { dayNumber, localDayNumber, wallInstant, weekdayOf } from './wall-time';

/**
 * Who holds each layer at the instant, in the order of the layers. Only layers that have duty then are named; one with nobody
 * has `staffId` null. Without any layer on duty, an override for all still puts its person there; while no layer is in force at all,
 * the duty officers who are not absent are on duty.
 */
export function holdersAt(roster: Roster, at: Date): Holder[] {
  const layers = roster.layers.filter((layer) => hasDuty(layer, roster.timeZone, at)).sort((a, b) => a.position - b.position);
  if (layers.length > 0) return layers.map((layer) => holderOf(roster, layer, at));
  const taken = overrideAt(roster, null, at);
  if (taken) return [withCover(roster, null, taken.staffId, taken.staffId, 'override', at)];
  if (hasLayerInForce(roster, at)) return [];
  const absent = absentAt(roster, at);
  return roster.dutyOfficers.filter((one) => !absent.has(one)).map((staffId) => ({ layerId: null, staffId, source: 'duty-officer' }));
}

/** Whether any layer counts at the instant, be it within its hours or not. */
export function hasLayerInForce(roster: Roster, at: Date): boolean {
  return roster.layers.some((layer) => inForce(layer, at));
}

function absentAt({ absences }: Roster, at: Date): Set<string> {
  return new Set(absences.filter((absence) => holds(absence, at)).map(({ staffId }) => staffId));
}

function inForce(layer: Layer, at: Date): boolean {
  return layer.from <= at && (layer.until === null || at < layer.until);
}

function hasDuty(layer: Layer, timeZone: string, at: Date): boolean {
  if (!inForce(layer, at)) return false;
  if (layer.hours === null) return true;
  const today = localDayNumber(at, timeZone);
  // A window that passes midnight began yesterday.
  return [today - 1, today].some((day) => windowsOn(layer.hours ?? [], day, timeZone).some((window) => holds(window, at)));
}

/** The spans of the windows that begin on the day. */
export function windowsOn(hours: WeeklyWindow[], day: number, timeZone: string): { from: Date; to: Date }[] {
  return hours
    .filter(({ weekday }) => weekday === weekdayOf(day))
    .map(({ from, to }) => ({ from: wallInstant(day, from, timeZone), to: wallInstant(to <= from ? day + 1 : day, to, timeZone) }));
}

function holderOf(roster: Roster, layer: Layer, at: Date): Holder {
  const turn = participantAt(layer, roster.timeZone, at);
  const taken = overrideAt(roster, layer.id, at);
  return withCover(roster, layer, taken?.staffId ?? turn, turn, taken ? 'override' : 'rotation', at);
}

/** The override entered last that counts for the layer. */
function overrideAt(roster: Roster, layerId: string | null, at: Date): Override | undefined {
  return roster.overrides.findLast((one) => (one.layerId === null || one.layerId === layerId) && holds(one, at));
}

/** An absent person's duty goes to the next participant in order who is there; to the one who gave the duty away only as the last. */
function withCover(
  roster: Roster,
  layer: Layer | null,
  person: string | null,
  turn: string | null,
  source: 'rotation' | 'override',
  at: Date,
): Holder {
  const layerId = layer?.id ?? null;
  if (person === null) return { layerId, staffId: null, source };
  const absent = absentAt(roster, at);
  if (!absent.has(person)) return { layerId, staffId: person, source };
  const participants = layer?.participants ?? [];
  const start = participants.indexOf(participants.includes(person) ? person : (turn ?? ''));
  const following = [...participants.slice(start + 1), ...participants.slice(0, start + 1)];
  const inOrder =
    source === 'override' ? [...following.filter((one) => one !== turn), ...following.filter((one) => one === turn)] : following;
  return { layerId, staffId: inOrder.find((one) => !absent.has(one)) ?? null, source: 'absence-cover' };
}

function participantAt({ participants, rotation }: Layer, timeZone: string, at: Date): string | null {
  if (participants.length === 0) return null;
  const turn = turnAt(rotation, timeZone, at);
  return participants[((turn % participants.length) + participants.length) % participants.length] ?? null;
}

/** Number of the turn that holds the instant: 0 is the first participant's first; earlier ones are negative. */
function turnAt(rotation: Rotation, timeZone: string, at: Date): number {
  const turn = Math.floor((localDayNumber(at, timeZone) - firstHandoverDay(rotation)) / (7 * rotation.weeks));
  return at < handoverInstant(rotation, turn, timeZone) ? turn - 1 : turn;
}

/** The instant at which a turn begins. */
export function handoverInstant(rotation: Rotation, turn: number, timeZone: string): Date {
  return wallInstant(firstHandoverDay(rotation) + turn * 7 * rotation.weeks, rotation.handoverTime, timeZone);
}

/** The handover weekday on or before the start day. */
export function firstHandoverDay({ startDay, handoverWeekday }: Rotation): number {
  const start = dayNumber(startDay);
  return start - ((weekdayOf(start) - handoverWeekday + 7) % 7);
}
