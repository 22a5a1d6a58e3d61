import type { Db } from '@/lib/db/client';
import type { Role } from '@/lib/domain/access';
import type { PolicySurroundings } from '@/lib/domain/escalation/check';
import type { Policy } from '@/lib/domain/escalation/policy';
import type { OutOfHours } from '@/lib/domain/escalation/recipients';
import { localDay } from '@/lib/domain/local-time';
import type { Means } from '@/lib/domain/means';
import type { Country } from '@/lib/domain/report';
import { LOOK_AHEAD_DAYS, lookAheadFrom, type NamedFinding } from './look-ahead';
import { policyInForce } from './policy-in-force';
import { policySurroundings } from './policy-surroundings';

/** How many versions the page lists; the log holds all. */
const VERSIONS_SHOWN = 20;

type ShownVersion = { version: number; at: Date; by: string | null; note: string | null; policy: Policy };

export type PolicyView = {
  at: Date;
  timeZone: string;
  country: Country;
  /** The present local day, YYYY-MM-DD. */
  today: string;
  /** 0: the country's default, not written down yet. */
  version: number;
  policy: Policy;
  /** The newest first, the one in force among them. */
  versions: ShownVersion[];
  /** Everybody who works or worked here, so that a policy can be read that names somebody who left. */
  people: { id: string; name: string; role: Role; active: boolean }[];
  units: { id: string; name: string; nextUnitId: string | null }[];
  outOfHours: OutOfHours | null;
  surroundings: PolicySurroundings;
  ahead: NamedFinding[];
};

/** The policy of a municipality with all that the page about it shows. */
export async function seePolicy(
  prisma: Db,
  place: { id: string; country: Country; timeZone: string },
  configured: readonly Means[],
  now: Date,
): Promise<PolicyView> {
  const municipalityId = place.id;
  const [inForce, rows, people, units, { outOfHours }, surroundings, ahead] = await Promise.all([
    policyInForce(prisma, place),
    prisma.escalationPolicy.findMany({ where: { municipalityId }, orderBy: { version: 'desc' }, take: VERSIONS_SHOWN }),
    prisma.staff.findMany({
      where: { municipalityId },
      select: { id: true, name: true, role: true, active: true },
      orderBy: { name: 'asc' },
    }),
    prisma.unit.findMany({ where: { municipalityId }, select: { id: true, name: true, nextUnitId: true }, orderBy: { name: 'asc' } }),
    prisma.municipality.findUniqueOrThrow({ where: { id: municipalityId }, select: { outOfHours: true } }),
    policySurroundings(prisma, municipalityId, configured, now),
    lookAheadFrom(prisma, municipalityId, { from: now, days: LOOK_AHEAD_DAYS }, configured),
  ]);
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null;
  return {
    at: now,
    timeZone: place.timeZone,
    country: place.country,
    today: localDay(now, place.timeZone),
    version: inForce.version,
    policy: inForce.policy,
    versions: rows.map(({ version, createdAt, createdById, note, steps }) => {
      return { version, at: createdAt, by: nameOf(createdById), note, policy: steps as unknown as Policy };
    }),
    people,
    units,
    outOfHours: outOfHours as OutOfHours | null,
    surroundings,
    ahead,
  };
}
