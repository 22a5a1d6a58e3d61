/** The worker's name among the heartbeats. */
export const WORKER = 'worker';

/** Seconds of silence after which the worker counts as stopped: it beats every few seconds. */
const WORKER_SILENT_AFTER_SECONDS = 30;

/** Whether a worker last seen so many seconds ago (null: never) still works. */
export function isAlive(lastSeenSeconds: number | null): boolean {
  return lastSeenSeconds !== null && lastSeenSeconds <= WORKER_SILENT_AFTER_SECONDS;
}

/** Whole seconds between two instants, never negative: two processes may read their clocks a moment apart. */
export function secondsBetween(earlier: Date, later: Date): number {
  return Math.max(0, Math.floor((later.getTime() - earlier.getTime()) / 1000));
}
