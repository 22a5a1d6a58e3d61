import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import { telephoneNumber } from '@/lib/domain/means';
import { type Member, recordChange } from './member';

/**
 * Keeps the number by which a person is told, or forgets it when nothing is typed.
 * @throws MottakError invalid-input with the field "mobile" when it is no telephone number
 */
export async function changeMobile(prisma: Db, member: Member, typed: string, now: Date): Promise<{ mobile: string | null }> {
  const mobile = typed.trim() === '' ? null : telephoneNumber(typed, member.country);
  if (typed.trim() !== '' && mobile === null) throw new MottakError('invalid-input', { fields: { mobile: 'no-telephone-number' } });
  await prisma.$transaction(async (tx) => {
    const before = await tx.staff.findUniqueOrThrow({ where: { id: member.staffId }, select: { mobile: true } });
    if (before.mobile === mobile) return;
    await tx.staff.update({ where: { id: member.staffId }, data: { mobile } });
    await recordChange(tx, member, mobile ? 'profile.mobile_changed' : 'profile.mobile_removed', now);
  });
  return { mobile };
}
