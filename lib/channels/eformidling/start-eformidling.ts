import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import type { Env } from '@/lib/env';
import type { Door } from '@/lib/intake/receive-report';
import { errorCode, log } from '@/lib/log';
import { EFM_CHANNEL } from './efm-box';
import { createEfmClient } from './efm-client';
import { pollEformidling } from './poll-eformidling';

type EfmEnv = Pick<
  Env,
  'EFORMIDLING_URL' | 'EFORMIDLING_USER' | 'EFORMIDLING_PASSWORD' | 'EFORMIDLING_MUNICIPALITY' | 'EFORMIDLING_POLL_SECONDS'
>;
export type EfmParts = { door: Door; prisma: Db; clock: Clock; env: EfmEnv };

/**
 * Polls the integrasjonspunkt that EFORMIDLING_URL names, again and again; nothing without it. A channel that is missing is made.
 * @throws MottakError unknown-municipality when EFORMIDLING_MUNICIPALITY names none
 */
export async function startEformidling({ door, prisma, clock, env }: EfmParts): Promise<{ close(): Promise<void> }> {
  const { EFORMIDLING_URL: url, EFORMIDLING_USER: user, EFORMIDLING_PASSWORD: password } = env;
  if (!url) return { close: async () => undefined };
  const where = { slug: env.EFORMIDLING_MUNICIPALITY ?? '' };
  const municipality = await prisma.municipality.findUnique({ where, select: { id: true, timeZone: true } });
  if (!municipality) throw new MottakError('unknown-municipality');
  const { id: municipalityId, timeZone } = municipality;
  await prisma.channel.createMany({ data: [{ municipalityId, ...EFM_CHANNEL }], skipDuplicates: true });
  const box = { door, prisma, clock, client: createEfmClient({ url, user, password }), municipalityId, timeZone };
  const ending = new AbortController();
  const { signal } = ending;
  const loop = async () => {
    while (!signal.aborted) {
      await pollEformidling({ ...box, signal }).catch((error) => {
        log().error({ event: 'eformidling.poll-failed', municipalityId, ...errorCode(error) });
      });
      await wait(env.EFORMIDLING_POLL_SECONDS * 1000, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    close: async () => {
      ending.abort();
      await running;
    },
  };
}
