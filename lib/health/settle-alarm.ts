import type { Db } from '@/lib/db/client';
import { storable } from '@/lib/db/text';
import { type AlarmCode, isOfThePast } from '@/lib/domain/alarm';
import { MottakError } from '@/lib/domain/errors';
import { logAlarm } from './log-alarm';
import { type AlarmActor, openAlarm } from './see-alarm';

/**
 * An administrator ends an alarm whose cause lies in the past and can no longer be put right, such as a step that was taken after
 * somebody had acknowledged. The reason is kept in the log, and the very same cause raises no second alarm.
 * @throws MottakError not-found; reason-needed; not-allowed when the cause is of today and has to be put right
 */
export async function settleAlarm(deps: { prisma: Db }, staff: AlarmActor, id: string, reason: string, now: Date): Promise<void> {
  const written = storable(reason.trim());
  if (!written) throw new MottakError('reason-needed', { fields: { reason: 'required' } });
  await deps.prisma.$transaction(async (tx) => {
    const { municipalityId, code, key } = await openAlarm(tx, staff, id);
    if (!isOfThePast(code as AlarmCode)) throw new MottakError('not-allowed');
    await tx.alarm.update({ where: { id }, data: { clearedAt: now, settledReason: written } });
    await logAlarm(tx, municipalityId, 'alarm.settled', { alarm: id, code, key, reason: written }, now, staff.staffId);
  });
}
