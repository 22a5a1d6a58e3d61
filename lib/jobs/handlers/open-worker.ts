import type { PgBoss } from 'pg-boss';
import type { Clock } from '@/lib/clock';
import { openDatabase } from '@/lib/db/client';
import { changeNotifier } from '@/lib/db/notify-change';
import type { Env } from '@/lib/env';
import { type StateLog, stateLog } from '@/lib/health/state-log';
import { openGateways } from '@/lib/notify/open-gateways';
import { openJobs } from '../definitions';
import { chooseMailer } from './choose-mailer';
import { keepTrying } from './keep-trying';
import { noCounts, type WorkerContext } from './worker-context';

const QUIET_MS = 10_000;

/**
 * Opens what the worker's parts share, waiting for the database as long as it takes.
 * @param role worker: this process also looks after the job queue's tables
 * @returns undefined when `signal` ended the waiting
 * @throws Error when DATABASE_URL is not set
 */
export async function openWorker(
  env: Env,
  role: 'worker' | 'sender',
  clock: Clock,
  signal: AbortSignal,
): Promise<WorkerContext | undefined> {
  if (!env.DATABASE_URL) throw new Error('DATABASE_URL is not set: start Mottak with npm start.');
  const url = env.DATABASE_URL;
  const database = openDatabase(url);
  const jobs = await keepTrying('job queue', () => startJobs(url, role), signal);
  const mailer = jobs && (await keepTrying('mailer', () => chooseMailer({ env, prisma: database.prisma, clock }), signal));
  const gateways = mailer && (await keepTrying('gateways', () => openGateways({ env, prisma: database.prisma, clock }), signal));
  if (!jobs || !mailer || !gateways) {
    await database.close();
    return undefined;
  }
  const notifyChange = changeNotifier(database.pool);
  return {
    ...database,
    jobs,
    mailer,
    gateways,
    notifyChange,
    door: { pool: database.pool, jobs, notifyChange },
    clock,
    env,
    signal,
    publicUrl: env.PUBLIC_URL,
    counts: noCounts(),
  };
}

async function startJobs(url: string, role: 'worker' | 'sender'): Promise<PgBoss> {
  const jobs = openJobs(url, role);
  // The queue tries again by itself; without a listener a lost database would end the process.
  jobs.on('error', onQuietly(stateLog('job queue')));
  try {
    return await jobs.start();
  } catch (error) {
    await jobs.stop({ graceful: false }).catch(() => undefined);
    throw error;
  }
}

/** The queue tells failures only, several a second in an outage: it works again once it has been quiet for a while. */
function onQuietly(state: StateLog): (error: Error) => void {
  let quiet: NodeJS.Timeout | undefined;
  return (error) => {
    state.failed(error);
    clearTimeout(quiet);
    quiet = setTimeout(state.worked, QUIET_MS);
    quiet.unref();
  };
}

/** Ends what `openWorker` opened; jobs that are running get `graceMs` to end. */
export async function closeWorker({ jobs, mailer, gateways, close }: WorkerContext, graceMs: number): Promise<void> {
  await jobs.stop({ graceful: true, timeout: graceMs }).catch(() => undefined);
  for (const sender of [mailer, ...gateways]) sender.close();
  await close().catch(() => undefined);
}
