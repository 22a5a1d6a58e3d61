import { setTimeout as wait } from 'node:timers/promises';
import { errorCode, log } from '@/lib/log';
import type { Box } from './box';
import { pollCorrespondence } from './poll-correspondence';

export type Watch = { /** Ends the loop after the message in hand. */ close(): Promise<void> };

/** Polls a box again and again, `intervalMs` after the end of each poll, whatever the one before came to. */
export function watchCorrespondence(box: Omit<Box, 'signal'>, intervalMs: number): Watch {
  const ending = new AbortController();
  const loop = async () => {
    while (!ending.signal.aborted) {
      await pollCorrespondence({ ...box, signal: ending.signal }).catch((error) => {
        log().error({ event: 'secure-post.poll-failed', municipalityId: box.municipalityId, ...errorCode(error) });
      });
      await wait(intervalMs, undefined, { signal: ending.signal }).catch(() => undefined);
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
