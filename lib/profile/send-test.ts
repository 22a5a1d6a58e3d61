import type { PgBoss } from 'pg-boss';
import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import { type Means, reachable } from '@/lib/domain/means';
import { addressOf, contactPoints } from '@/lib/notify/contact-points';
import { createNotices } from '@/lib/notify/create-notices';
import type { Member } from './member';

/**
 * Sends a person a test by one means, on the way of every notice: a row, its queue, the provider. Asked for again within a minute
 * it is the same test, so that nobody's telephone can be flooded.
 * @throws MottakError invalid-input with the field "means" when it does not reach this person
 */
export async function sendTest(
  { prisma, jobs }: { prisma: Db; jobs: PgBoss },
  { staffId, municipalityId }: Member,
  means: Means,
  configured: readonly Means[],
  now: Date,
): Promise<void> {
  const contact = (await contactPoints(prisma, [staffId])).get(staffId);
  if (!contact || reachable(contact, [means], configured).length === 0)
    throw new MottakError('invalid-input', { fields: { means: 'not-available' } });
  const minute = now.toISOString().slice(0, 16);
  await prisma.$transaction(async (tx) => {
    await createNotices(tx, jobs, [
      {
        municipalityId,
        kind: 'test',
        means,
        idempotencyKey: `test:${staffId}:${means}:${minute}`,
        recipientId: staffId,
        address: addressOf(contact, means),
        createdAt: now,
      },
    ]);
  });
}
