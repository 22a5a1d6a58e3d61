import type { Job, JobResult, PgBoss } from 'pg-boss';

/** How many jobs are taken at once, and how many of them run side by side. */
const SIZE = { batch: 20, width: 4 };

type Runner<T> = {
  run(data: T): Promise<void>;
  onFailure(data: T, error: unknown): void;
  signal: AbortSignal;
  size?: typeof SIZE;
};

/**
 * Runs a queue's jobs in batches, some at a time. A job that fails is tried again alone. The queue keeps no error text, since that
 * may quote what was received: `onFailure` logs what may be logged. While batches are full the next one is taken at once. When
 * `signal` ends the work, jobs in hand are finished and the rest of the batch goes back.
 */
export async function workBatches<T>(jobs: PgBoss, queue: string, runner: Runner<T>): Promise<void> {
  const options = {
    batchSize: (runner.size ?? SIZE).batch,
    pollingIntervalSeconds: 0.5,
    burstWhenBatchFull: true,
    perJobResults: true,
  } as const;
  await jobs.work(queue, options, (batch: Job<T>[]) => settleEach(batch, runner));
}

async function settleEach<T>(batch: Job<T>[], { run, onFailure, signal, size = SIZE }: Runner<T>): Promise<JobResult[]> {
  const settled = new Map<string, 'completed' | 'failed'>();
  const waiting = [...batch];
  const runNext = async (): Promise<void> => {
    for (let job = waiting.shift(); job && !signal.aborted; job = waiting.shift()) {
      const { id, data } = job;
      try {
        await run(data);
        settled.set(id, 'completed');
      } catch (error) {
        onFailure(data, error);
      }
    }
  };
  await Promise.all(Array.from({ length: size.width }, runNext));
  return batch.map(({ id }) => ({ id, status: settled.get(id) ?? 'failed' }));
}
