import type { Tx } from '@/lib/db/client';
import { loadPeople } from '@/lib/deadlines/load-people';
import { type Audience, recipientsOf } from '@/lib/domain/escalation/recipients';
import { MEANS } from '@/lib/domain/means';

type Above = {
  municipalityId: string /** As what the last person was told; null when that is not known. */;
  audience: string | null /** Ids of staff whom this step has told. */;
  told: readonly string[];
};
export type NextPeople = (tx: Tx, from: Above, now: Date) => Promise<{ audience: string; people: { id: string }[] } | null>;

const UPWARD = [{ kind: 'on-duty' }, { kind: 'role', role: 'supervisor' }, { kind: 'role', role: 'administrator' }] as const;

/** Where the way up begins for somebody who was told as this; all others begin with who is on duty. */
const FROM: Partial<Record<Audience, number>> = { supervisor: 1, 'next-unit': 1, administrator: 2 };

const NOBODY = { unitId: null, acknowledgedById: null, assignedToId: null };

/**
 * Whom a step tells when it reached nobody: those of the same part whom it has not told, else the part above. Null when everybody
 * there is was told.
 */
export const nextPeopleUp: NextPeople = async (tx, { municipalityId, audience, told }, now) => {
  const people = await loadPeople(tx, municipalityId, now);
  for (const tell of UPWARD.slice(FROM[audience as Audience] ?? 0)) {
    const found = recipientsOf({ tell: [tell], means: MEANS }, people, NOBODY, MEANS).people;
    const next = found.flatMap(({ staffId, audience: as }) => (staffId && !told.includes(staffId) ? [{ id: staffId, as }] : []));
    if (next[0]) return { audience: next[0].as, people: next.map(({ id }) => ({ id })) };
  }
  return null;
};
