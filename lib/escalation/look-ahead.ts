import { addDays } from 'date-fns';
import type { Db, Tx } from '@/lib/db/client';
import { type Finding, lookAhead } from '@/lib/domain/escalation/look-ahead';
import type { Means } from '@/lib/domain/means';
import { loadWorkplace } from './load-workplace';
import { policyInForce } from './policy-in-force';

export const LOOK_AHEAD_DAYS = 14;

/** A finding with names: of the person (also one whose account is closed), and of the layer. */
export type NamedFinding = Finding & { person: string | null; layer: string | null };

/** What the days from `from` on lack, by the policy in force and the roster as it stands: days, nights, weekends and holidays. */
export async function lookAheadFrom(
  db: Db | Tx,
  municipalityId: string,
  { from, days }: { from: Date; days: number },
  configured: readonly Means[],
): Promise<NamedFinding[]> {
  const to = addDays(from, days);
  const place = await db.municipality.findUniqueOrThrow({ where: { id: municipalityId }, select: { id: true, country: true } });
  const workplace = await loadWorkplace(db, municipalityId, { now: from, from, to });
  const { policy } = await policyInForce(db, place);
  const question = { from, to, country: place.country, unitId: workplace.intakeUnitId, configured };
  const findings = lookAhead(policy, workplace, question);
  const ids = [...new Set(findings.flatMap(({ who }) => (who && UUID.test(who) ? [who] : [])))];
  const people = await db.staff.findMany({ where: { municipalityId, id: { in: ids } }, select: { id: true, name: true } });
  return findings.map((one) => ({
    ...one,
    person: people.find(({ id }) => id === one.who)?.name ?? null,
    layer: workplace.roster.layers.find(({ id }) => id === one.layerId)?.name ?? null,
  }));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
