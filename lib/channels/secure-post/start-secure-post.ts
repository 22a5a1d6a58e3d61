import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import { type Env, EnvError } from '@/lib/env';
import type { Door } from '@/lib/intake/receive-report';
import { createAltinnClient } from './altinn-client';
import { channelOf } from './box';
import { altinnTokens } from './maskinporten/altinn-token';
import type { TokenSource } from './maskinporten/keep-token';
import { type MaskinportenEnv, readMaskinportenClient } from './maskinporten/read-client';
import { type Watch, watchCorrespondence } from './watch-correspondence';

export type SecurePostParts = {
  door: Door;
  prisma: Db;
  clock: Clock;
  env: AltinnEnv;
};

type AltinnEnv = Pick<Env, 'ALTINN_URL' | 'ALTINN_TOKEN' | 'ALTINN_RESOURCE_IDS' | 'ALTINN_MUNICIPALITY' | 'ALTINN_POLL_SECONDS'> &
  MaskinportenEnv &
  Partial<Pick<Env, 'MASKINPORTEN_SYSTEM_USER_ORG'>>;

/**
 * Watches every secure-post box that the environment names, each in a loop and a channel of its own; none when ALTINN_URL is not set.
 * A channel that is missing is made.
 * @throws MottakError unknown-municipality when ALTINN_MUNICIPALITY names none
 */
export async function startSecurePost({ door, prisma, clock, env }: SecurePostParts): Promise<Watch> {
  const resourceIds = (env.ALTINN_RESOURCE_IDS ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  if (!env.ALTINN_URL || resourceIds.length === 0) return { close: async () => undefined };
  const municipality = await prisma.municipality.findUnique({
    where: { slug: env.ALTINN_MUNICIPALITY ?? '' },
    select: { id: true, timeZone: true },
  });
  if (!municipality) throw new MottakError('unknown-municipality');
  const client = createAltinnClient({ url: env.ALTINN_URL, ...(await tokensOf(env, env.ALTINN_URL, clock)) });
  const watches: Watch[] = [];
  for (const resourceId of resourceIds) {
    const box = { door, prisma, clock, client, municipalityId: municipality.id, timeZone: municipality.timeZone, resourceId };
    await prisma.channel.createMany({ data: [{ municipalityId: municipality.id, ...channelOf(box) }], skipDuplicates: true });
    watches.push(watchCorrespondence(box, env.ALTINN_POLL_SECONDS * 1000));
  }
  return { close: async () => void (await Promise.all(watches.map((watch) => watch.close()))) };
}

/** Tokens of the municipality's system user by Maskinporten; one fixed token where no client of Maskinporten is named. */
async function tokensOf(env: AltinnEnv, altinnUrl: string, clock: Clock): Promise<TokenSource> {
  const client = await readMaskinportenClient(env);
  if (!client) return { token: async () => env.ALTINN_TOKEN ?? '', forget: () => undefined };
  if (!env.MASKINPORTEN_SYSTEM_USER_ORG) throw new EnvError('Reading at Altinn needs MASKINPORTEN_SYSTEM_USER_ORG.');
  return altinnTokens({ client, altinnUrl, systemUserOrg: env.MASKINPORTEN_SYSTEM_USER_ORG, clock });
}
