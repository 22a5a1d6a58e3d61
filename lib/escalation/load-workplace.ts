import type { Db, Tx } from '@/lib/db/client';
import type { Member, Workplace } from '@/lib/domain/escalation/people-at';
import type { OutOfHours } from '@/lib/domain/escalation/recipients';
import { type ReadOptions, readRoster } from '@/lib/roster/read-roster';

/** `staff` with their names; `intakeUnitId`: where new reports begin. */
export type NamedWorkplace = Omit<Workplace, 'staff'> & { staff: (Member & { name: string })[]; intakeUnitId: string | null };

/** Who works in a municipality, by what they are reached, and the roster for the time that is asked about. */
export async function loadWorkplace(db: Db | Tx, municipalityId: string, options: ReadOptions): Promise<NamedWorkplace> {
  const { outOfHours, units, staff } = await db.municipality.findUniqueOrThrow({
    where: { id: municipalityId },
    select: {
      outOfHours: true,
      units: { select: { id: true, isIntake: true, nextUnitId: true }, orderBy: { id: 'asc' } },
      staff: {
        where: { active: true },
        orderBy: { id: 'asc' },
        select: {
          id: true,
          name: true,
          role: true,
          unitId: true,
          email: true,
          mobile: true,
          _count: { select: { pushSubscriptions: true } },
        },
      },
    },
  });
  return {
    roster: await readRoster(db, municipalityId, options),
    staff: staff.map(({ email, mobile, _count, ...member }) => ({
      ...member,
      contact: { email, mobile, subscriptions: _count.pushSubscriptions },
    })),
    outOfHours: outOfHours as OutOfHours | null,
    nextUnits: new Map(units.map(({ id, nextUnitId }) => [id, nextUnitId])),
    intakeUnitId: units.find(({ isIntake }) => isIntake)?.id ?? null,
  };
}
