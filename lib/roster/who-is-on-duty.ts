import type { Db, Tx } from '@/lib/db/client';
import { hasLayerInForce, holdersAt } from '@/lib/domain/roster/holders';
import { readRoster } from './read-roster';

type PersonOnDuty = { id: string; name: string; email: string };

/** `gap`: nobody is on duty, which is an alarm. `source`: whether a roster decided, or the marks on the members of staff. */
export type OnDuty = { people: PersonOnDuty[]; gap: boolean; source: 'roster' | 'duty-officers' };

/**
 * Who is on duty in the municipality at the instant, the first layer's person first, each person once. Two queries, in the
 * caller's transaction. While no layer is in force and no override puts anybody there, these are the duty officers.
 */
export async function whoIsOnDuty(tx: Db | Tx, municipalityId: string, at: Date): Promise<OnDuty> {
  const roster = await readRoster(tx, municipalityId, { now: at, from: at, to: at });
  const holders = holdersAt(roster, at);
  const ids = [...new Set(holders.flatMap(({ staffId }) => staffId ?? []))];
  const select = { id: true, name: true, email: true };
  const found = ids.length === 0 ? [] : await tx.staff.findMany({ where: { id: { in: ids }, municipalityId }, select });
  const people = ids.flatMap((id) => found.find((person) => person.id === id) ?? []);
  const byRoster = hasLayerInForce(roster, at) || holders.some(({ source }) => source !== 'duty-officer');
  return { people, gap: people.length === 0, source: byRoster ? 'roster' : 'duty-officers' };
}
