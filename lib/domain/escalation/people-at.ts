import type { Role } from '../access';
import type { ContactPoints } from '../means';
import { holdersAt } from '../roster/holders';
import { holds, type Roster } from '../roster/roster';
import type { OutOfHours, People } from './recipients';

/** An active member of staff, whenever it is. */
export type Member = { id: string; role: Role; unitId: string | null; contact: ContactPoints };

/** What of a municipality decides whom a step tells, over the time that its roster was read for. */
export type Workplace = {
  roster: Roster;
  staff: readonly Member[];
  outOfHours: OutOfHours | null;
  /** By unit: the one above it. */
  nextUnits: ReadonlyMap<string, string | null>;
};

/** Who there is at an instant. The sweep, the simulation and the look-ahead all ask here, so that none can think otherwise. */
export function peopleAt({ roster, staff, outOfHours, nextUnits }: Workplace, at: Date): People {
  const away = new Set(roster.absences.filter((absence) => holds(absence, at)).map(({ staffId }) => staffId));
  const onDuty = [...new Set(holdersAt(roster, at).flatMap(({ staffId }) => staffId ?? []))];
  return { staff: staff.map((member) => ({ ...member, absent: away.has(member.id) })), onDuty, outOfHours, nextUnits };
}
