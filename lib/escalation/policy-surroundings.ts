import type { Db, Tx } from '@/lib/db/client';
import { deadlinesFor, nextDue } from '@/lib/domain/deadline';
import type { PolicySurroundings } from '@/lib/domain/escalation/check';
import { localDay } from '@/lib/domain/local-time';
import type { Means } from '@/lib/domain/means';
import type { Country } from '@/lib/domain/report';
import { dayNumber, wallInstant } from '@/lib/domain/roster/wall-time';
import { readLawSettings } from '@/lib/intake/law-settings';

/** What a policy of the municipality can name and rely on today. */
export async function policySurroundings(
  db: Db | Tx,
  municipalityId: string,
  configured: readonly Means[],
  now: Date,
): Promise<PolicySurroundings> {
  const { staff, units, outOfHours, ...place } = await db.municipality.findUniqueOrThrow({
    where: { id: municipalityId },
    select: {
      country: true,
      timeZone: true,
      lawSettings: true,
      outOfHours: true,
      staff: { where: { active: true }, select: { id: true } },
      units: { select: { nextUnitId: true } },
    },
  });
  return {
    staff: staff.map(({ id }) => id),
    hasOutOfHours: outOfHours !== null,
    hasNextUnit: units.some(({ nextUnitId }) => nextUnitId !== null),
    configured,
    longestLimitMinutes: longestLimit(place, now),
  };
}

/** A limit that ends with the day is longest for what is received when the day begins. */
function longestLimit(
  { country, timeZone, lawSettings }: { country: Country; timeZone: string; lawSettings: unknown },
  now: Date,
): number | null {
  const receivedAt = wallInstant(dayNumber(localDay(now, timeZone)), '00:00', timeZone);
  const dueAt = nextDue(deadlinesFor(country, receivedAt, timeZone, readLawSettings(lawSettings)));
  return dueAt && (dueAt.getTime() - receivedAt.getTime()) / 60_000;
}
