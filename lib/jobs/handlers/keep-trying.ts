import { setTimeout as wait } from 'node:timers/promises';
import { type StateLog, stateLog } from '@/lib/health/state-log';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Starts a part of the worker, trying again with growing pauses until it starts or `signal` ends the tries. A part that cannot
 * start stops no other.
 * @param onState told after each try, with the failure or null; for showing it to people
 * @returns what was started; undefined when the tries were ended
 */
export async function keepTrying<T>(
  part: string,
  start: () => Promise<T>,
  signal: AbortSignal,
  onState: (failure: unknown) => Promise<void> = async () => undefined,
): Promise<T | undefined> {
  const state: StateLog = stateLog(part);
  for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      const started = await start();
      state.worked();
      await onState(null).catch(() => undefined);
      return started;
    } catch (error) {
      state.failed(error);
      await onState(error).catch(() => undefined);
    }
    await wait(pause, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
