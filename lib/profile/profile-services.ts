import type { StaffSession } from '@/lib/auth/session';
import { env } from '@/lib/env';
import type { Services } from '@/lib/http/services';
import { configuredMeans } from '@/lib/notify/configured-means';
import { vapidKeys } from '@/lib/notify/vapid-keys';
import type { Member } from './member';
import { type Profile, readProfile } from './read-profile';

export function memberOf({ staffId, municipality }: StaffSession): Member {
  return { staffId, municipalityId: municipality.id, country: municipality.country };
}

/** The profile of the signed-in person, with what the environment sets up. */
export async function profileOf({ prisma }: Services, { staffId }: StaffSession, now: Date): Promise<Profile> {
  const { publicKey } = await vapidKeys(prisma, env(), now);
  return readProfile(prisma, staffId, configuredMeans(env()), publicKey);
}

/** The push services that PUSH_HOSTS names. */
export function namedPushServices(): string[] {
  return (env().PUSH_HOSTS ?? '').split(',').flatMap((host) => host.trim() || []);
}
