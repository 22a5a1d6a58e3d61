import { z } from 'zod';
import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import { MEANS, type Means, reachable } from '@/lib/domain/means';
import { contactPoints } from '@/lib/notify/contact-points';

/** waiting: not taken by a provider yet; `code` says why the last try failed. */
type TestResult = { status: 'waiting' | 'sent' | 'failed'; at: Date; code: string | null };

/** ready: reaches the person. missing: the person has not given what it needs. not_set_up: this installation does not have it. */
type MeansState = { means: Means; state: 'ready' | 'missing' | 'not_set_up'; test: TestResult | null };

export type Profile = { email: string; mobile: string | null; browsers: number; means: MeansState[]; vapidPublicKey: string };

export const meansBody = z.object({ means: z.enum(MEANS) });

/** How a person is reached, and what became of the newest test by each means. */
export async function readProfile(prisma: Db, staffId: string, configured: readonly Means[], vapidPublicKey: string): Promise<Profile> {
  const contact = (await contactPoints(prisma, [staffId])).get(staffId);
  if (!contact) throw new MottakError('not-found');
  const { email, mobile, subscriptions } = contact;
  const ready = reachable(contact, MEANS, configured);
  const tests = await Promise.all(MEANS.map((means) => newestTest(prisma, staffId, means)));
  const means = MEANS.map((one, index): MeansState => {
    const state = ready.includes(one) ? 'ready' : configured.includes(one) ? 'missing' : 'not_set_up';
    return { means: one, state, test: tests[index] ?? null };
  });
  return { email, mobile, browsers: subscriptions, means, vapidPublicKey };
}

async function newestTest(prisma: Db, recipientId: string, means: Means): Promise<TestResult | null> {
  const notice = await prisma.notice.findFirst({
    where: { recipientId, means, kind: 'test' },
    orderBy: { createdAt: 'desc' },
    select: { status: true, createdAt: true, sentAt: true, lastError: true },
  });
  if (!notice) return null;
  const { status, createdAt, sentAt, lastError } = notice;
  return { status: status === 'sent' || status === 'failed' ? status : 'waiting', at: sentAt ?? createdAt, code: lastError };
}
