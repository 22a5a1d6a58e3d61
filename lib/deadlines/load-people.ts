import type { Db, Tx } from '@/lib/db/client';
import { peopleAt } from '@/lib/domain/escalation/people-at';
import type { People } from '@/lib/domain/escalation/recipients';
import { loadWorkplace } from '@/lib/escalation/load-workplace';

/** Who there is in a municipality at the instant: its active staff, who is on duty, and who answers at night. */
export async function loadPeople(db: Db | Tx, municipalityId: string, at: Date): Promise<People> {
  return peopleAt(await loadWorkplace(db, municipalityId, { now: at, from: at, to: at }), at);
}
