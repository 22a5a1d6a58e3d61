import { addDays } from 'date-fns';
import { firstHandoverDay, handoverInstant, holdersAt, windowsOn } from './holders';
import { type Duty, type Holder, type Layer, LOOK_AHEAD_DAYS, type Roster, type Shift, type Span } from './roster';
import { localDayNumber } from './wall-time';

/**
 * Every layer's time from `from` up to `to` in contiguous pieces, by start and then by order of the layers. A piece with `staffId` null
 * is a gap of its layer; a layer outside its hours has no piece.
 */
export function shifts(roster: Roster, from: Date, to: Date): Shift[] {
  const finished: Shift[] = [];
  let open: Shift[] = [];
  for (const at of [...boundaries(roster, from, to), to]) {
    const next = at < to ? holdersAt(roster, at).map((holder) => continued(open, holder, at)) : [];
    finished.push(...open.filter((shift) => !next.includes(shift)).map((shift) => ({ ...shift, to: at })));
    open = next;
  }
  const order = (layerId: string | null) => roster.layers.find(({ id }) => id === layerId)?.position ?? Number.MAX_SAFE_INTEGER;
  return finished.sort((a, b) => a.from.getTime() - b.from.getTime() || order(a.layerId) - order(b.layerId));
}

function continued(open: Shift[], holder: Holder, at: Date): Shift {
  return open.find((shift) => sameHolder(shift, holder)) ?? { ...holder, from: at, to: at };
}

function sameHolder(a: Holder, b: Holder): boolean {
  return a.layerId === b.layerId && a.staffId === b.staffId && a.source === b.source;
}

/** The spans in which nobody at all is on duty: no layer has anybody, or none has hours. */
export function gaps(roster: Roster, from: Date, to: Date): Span[] {
  const held = shifts(roster, from, to).filter(({ staffId }) => staffId !== null);
  const found: Span[] = [];
  let covered = from;
  for (const shift of held) {
    if (shift.from > covered) found.push({ from: covered, to: shift.from });
    if (shift.to > covered) covered = shift.to;
  }
  if (covered < to) found.push({ from: covered, to });
  return found;
}

/** Who is on duty at the instant, the first layer first, and until when. A gap of a layer has `staffId` null. */
export function onDuty(roster: Roster, at: Date): Duty[] {
  const horizon = addDays(at, LOOK_AHEAD_DAYS);
  const begun = shifts(roster, at, horizon).filter(({ from }) => from.getTime() === at.getTime());
  return holdersAt(roster, at).map((holder) => {
    const end = begun.find((shift) => sameHolder(shift, holder))?.to ?? horizon;
    return { ...holder, until: end < horizon ? end : null };
  });
}

/** When other people come on duty than those of the instant, and who; null when nobody does within LOOK_AHEAD_DAYS. */
export function nextChange(roster: Roster, at: Date): { at: Date; holders: Holder[] } | null {
  const named = (holders: Holder[]) => holders.map(({ layerId, staffId }) => `${layerId} ${staffId}`).join();
  const present = named(holdersAt(roster, at));
  for (const boundary of boundaries(roster, at, addDays(at, LOOK_AHEAD_DAYS))) {
    const holders = holdersAt(roster, boundary);
    if (named(holders) !== present) return { at: boundary, holders };
  }
  return null;
}

/** All instants in the span at which anything may change, in order, with its start. */
function boundaries(roster: Roster, from: Date, to: Date): Date[] {
  const { layers, overrides, absences, timeZone } = roster;
  const all = [
    ...[...overrides, ...absences].flatMap((one) => [one.from, one.to]),
    ...layers.flatMap((layer) => [layer.from, ...(layer.until ? [layer.until] : [])]),
    ...layers.flatMap((layer) => changesOf(layer, timeZone, from, to)),
  ];
  const inside = all.map((at) => at.getTime()).filter((at) => at > from.getTime() && at < to.getTime());
  return [from.getTime(), ...[...new Set(inside)].sort((a, b) => a - b)].map((at) => new Date(at));
}

/** Handovers of the layer, and starts and ends of its hours, on the days of the span and the two beside it. */
function changesOf(layer: Layer, timeZone: string, from: Date, to: Date): Date[] {
  const changes: Date[] = [];
  const [first, last] = [localDayNumber(from, timeZone) - 1, localDayNumber(to, timeZone) + 1];
  const start = firstHandoverDay(layer.rotation);
  const length = 7 * layer.rotation.weeks;
  for (let turn = Math.floor((first - start) / length); start + turn * length <= last; turn += 1) {
    changes.push(handoverInstant(layer.rotation, turn, timeZone));
  }
  if (!layer.hours) return changes;
  for (let day = first; day <= last; day += 1)
    changes.push(...windowsOn(layer.hours, day, timeZone).flatMap((span) => [span.from, span.to]));
  return changes;
}
