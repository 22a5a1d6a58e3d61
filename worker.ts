import { parseArgs } from 'node:util';
import { fixedClock, systemClock } from '@/lib/clock';
import { EnvError, env } from '@/lib/env';
import { boundedReader } from '@/lib/intake/bounded-reader';
import { readReport } from '@/lib/intake/read-report';
import { closeWorker, openWorker } from '@/lib/jobs/handlers/open-worker';
import { runLoops } from '@/lib/jobs/handlers/run-loops';
import { runOnce } from '@/lib/jobs/handlers/run-once';
import { startParts } from '@/lib/jobs/handlers/start-parts';
import { errorCode, log } from '@/lib/log';

/** A stop that takes longer is ended by force; what was cut off is done again by the next worker. */
const STOP_MS = 4500;
const GRACE_MS = 3000;

class UsageError extends Error {}

const stopping = new AbortController();

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// The message may quote what was received: only class and code are logged, and the supervisor starts a new worker.
process.on('uncaughtException', (error) => {
  log().fatal(errorCode(error), 'the worker ends');
  process.exit(1);
});

main().then(
  (code) => process.exit(code),
  (error) => {
    const known = error instanceof EnvError || error instanceof UsageError || String(error?.code).startsWith('ERR_PARSE_ARGS');
    if (known) process.stderr.write(`${error.message}\n`);
    else log().fatal(errorCode(error), 'the worker ends');
    process.exit(known ? 78 : 1);
  },
);

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { once: { type: 'boolean', default: false }, now: { type: 'string' } } });
  return values.once ? once(values.now) : keepWorking(values.now);
}

/** Runs until a signal ends it. */
async function keepWorking(now: string | undefined): Promise<number> {
  if (now !== undefined) throw new UsageError('--now needs --once: a worker that runs on keeps the real time.');
  const context = await openWorker(env(), 'worker', systemClock, stopping.signal);
  if (!context) return 0;
  log().info('the worker runs');
  const reader = boundedReader();
  const scans = context.env.CLAMD_HOST !== undefined;
  const parts = startParts(context, (deps, reportId, now) =>
    readReport({ ...deps, read: reader.read, jobs: context.jobs, scans }, reportId, now),
  );
  const closed = aborted(context.signal).then(async () => (await parts).close());
  await Promise.all([runLoops(context), closed]);
  await closeWorker(context, GRACE_MS);
  reader.close();
  log().info('the worker has stopped');
  return 0;
}

/** One pass of everything due, with the clock of `--now`; prints its counts as one line of JSON. */
async function once(now: string | undefined): Promise<number> {
  const instant = now === undefined ? systemClock() : new Date(now);
  if (Number.isNaN(instant.getTime())) throw new UsageError('--now needs an instant such as 2026-11-02T10:00:00Z.');
  const context = await openWorker(env(), 'sender', fixedClock(instant), stopping.signal);
  if (!context) return 1;
  const reader = boundedReader();
  const scans = context.env.CLAMD_HOST !== undefined;
  const counts = await runOnce(context, (deps, reportId, now) => readReport({ ...deps, read: reader.read, scans }, reportId, now));
  reader.close();
  await closeWorker(context, GRACE_MS);
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  return counts.failed > 0 ? 1 : 0;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
}

function stop(): void {
  if (stopping.signal.aborted) return;
  stopping.abort();
  setTimeout(() => process.exit(1), STOP_MS).unref();
}
