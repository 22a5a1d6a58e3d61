import type { Db, Tx } from '@/lib/db/client';
import type { Alarm } from '@/lib/db/generated/client';
import { MottakError } from '@/lib/domain/errors';
import { logAlarm } from './log-alarm';

export type AlarmActor = { staffId: string; municipality: { id: string } };

/**
 * A person says that they have seen an alarm: it is told to nobody again, and stays open and red until its cause is gone. The first
 * who has seen it stands there.
 * @throws MottakError not-found, also for another municipality's alarm and one that is cleared
 */
export async function seeAlarm(deps: { prisma: Db }, staff: AlarmActor, id: string, now: Date): Promise<void> {
  await deps.prisma.$transaction(async (tx) => {
    const alarm = await openAlarm(tx, staff, id);
    const seen = await tx.alarm.updateMany({ where: { id, seenAt: null }, data: { seenAt: now, seenById: staff.staffId } });
    if (seen.count === 1)
      await logAlarm(tx, alarm.municipalityId, 'alarm.seen', { alarm: id, code: alarm.code, key: alarm.key }, now, staff.staffId);
  });
}

/** The open alarm of this person's municipality, or of the installation. @throws MottakError not-found */
export async function openAlarm(tx: Tx, { municipality }: AlarmActor, id: string): Promise<Alarm> {
  const alarm = await tx.alarm.findFirst({
    where: { id, clearedAt: null, OR: [{ municipalityId: municipality.id }, { municipalityId: null }] },
  });
  if (!alarm) throw new MottakError('not-found');
  return alarm;
}
