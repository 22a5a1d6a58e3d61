import { env } from '@/lib/env';
import type { Services } from '@/lib/http/services';
import { configuredMeans } from '@/lib/notify/configured-means';
import type { PolicyDeps } from './change-policy';

/** What the use cases of the policy need, with the means that the environment sets up. */
export function policyDeps({ prisma, notifyChange }: Services): PolicyDeps {
  return { prisma, notifyChange, configured: configuredMeans(env()) };
}
