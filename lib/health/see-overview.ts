import type { StaffSession } from '@/lib/auth/session';
import type { Database } from '@/lib/db/client';
import { may } from '@/lib/domain/access';
import type { TimeLineHours } from '@/lib/domain/time-line';
import { type OnDutyNowAndNext, readOnDutyNowAndNext } from '@/lib/roster/read-on-duty-now-and-next';
import { type Overview, readOverview } from './overview';

/** The overview with who is on duty. Who may not open reports gets figures and no list. */
export type SeenOverview = Overview & { duty: OnDutyNowAndNext };

export async function seeOverview(
  { pool, prisma }: Pick<Database, 'pool' | 'prisma'>,
  { role, municipality }: Pick<StaffSession, 'role' | 'municipality'>,
  now: Date,
  hours?: TimeLineHours,
): Promise<SeenOverview> {
  const overview = await readOverview(pool, municipality.id, may(role, 'report.see'), now, hours);
  return { ...overview, duty: await readOnDutyNowAndNext(prisma, municipality.id, now) };
}
