import { setTimeout as wait } from 'node:timers/promises';
import { stateLog } from '@/lib/health/state-log';

/**
 * Runs a pass again and again, `everyMs` after the end of the one before, until `signal` ends it. Two passes never run at once;
 * one that fails is logged when the failing begins, and tried again like any other.
 * @returns when the last pass has ended
 */
export async function repeat(part: string, everyMs: number, pass: () => Promise<void>, signal: AbortSignal): Promise<void> {
  const state = stateLog(part);
  while (!signal.aborted) {
    try {
      await pass();
      state.worked();
    } catch (error) {
      state.failed(error);
    }
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
