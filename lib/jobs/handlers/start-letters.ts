import path from 'node:path';
import { FolderWatch } from '@/lib/channels/letter/watch-folder';
import { MottakError } from '@/lib/domain/errors';
import { repeat } from './repeat';
import type { Part, WorkerContext } from './worker-context';

/** Two looks that see the same file make it finished. */
const LOOK_MS = 10_000;

/**
 * Watches the folder of scans that LETTER_FOLDER names, for the municipality LETTER_MUNICIPALITY (its slug).
 * @throws MottakError unknown-municipality
 */
export async function startLetters({ door, pool, prisma, clock, env }: WorkerContext): Promise<Part> {
  if (!env.LETTER_FOLDER) return { close: async () => undefined };
  const municipality = await prisma.municipality.findUnique({
    where: { slug: env.LETTER_MUNICIPALITY ?? '' },
    select: { id: true, timeZone: true },
  });
  if (!municipality) throw new MottakError('unknown-municipality');
  const watch = new FolderWatch({ folder: path.resolve(env.LETTER_FOLDER), municipality, prisma, pool, door, clock });
  const stop = new AbortController();
  const looking = repeat('letters', LOOK_MS, async () => void (await watch.look()), stop.signal);
  return {
    close: async () => {
      stop.abort();
      await looking;
    },
  };
}
