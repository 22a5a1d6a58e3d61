import { z } from 'zod';
import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import { isPushService } from '@/lib/domain/push-service';
import { type Member, recordChange } from './member';

/** A subscription as a browser gives it: a P-256 point of 65 bytes and a secret of 16, base64url (RFC 8291). */
export const browserSubscription = z.object({
  endpoint: z.string().max(2000),
  keys: z.object({ p256dh: z.string().regex(/^B[\w-]{86}=?$/), auth: z.string().regex(/^[\w-]{22}(==)?$/) }),
});

/** More browsers than anybody uses. */
const MOST = 20;

/**
 * Lets a browser show notices to this person. A browser belongs to one person: whoever turned it on last.
 * @param named push services that the installation allows besides the known ones
 * @throws MottakError invalid-input with the field "endpoint" when the address is not one of a push service
 */
export async function subscribeBrowser(
  prisma: Db,
  member: Member,
  { endpoint, keys }: z.infer<typeof browserSubscription>,
  named: readonly string[],
  now: Date,
): Promise<void> {
  if (!isPushService(endpoint, named)) throw new MottakError('invalid-input', { fields: { endpoint: 'no-push-service' } });
  await prisma.$transaction(async (tx) => {
    const data = { staffId: member.staffId, ...keys };
    await tx.pushSubscription.upsert({ where: { endpoint }, create: { endpoint, createdAt: now, ...data }, update: data });
    const mine = await tx.pushSubscription.findMany({
      where: { staffId: member.staffId },
      orderBy: { createdAt: 'desc' },
      select: { id: true },
    });
    await tx.pushSubscription.deleteMany({ where: { id: { in: mine.slice(MOST).map(({ id }) => id) } } });
    await recordChange(tx, member, 'profile.push_on', now);
  });
}

/** Takes a browser of this person's out again; one that is not theirs stays. */
export async function unsubscribeBrowser(prisma: Db, member: Member, endpoint: string, now: Date): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.pushSubscription.deleteMany({ where: { endpoint, staffId: member.staffId } });
    if (count > 0) await recordChange(tx, member, 'profile.push_off', now);
  });
}
