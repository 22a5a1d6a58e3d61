import type { PgBoss } from 'pg-boss';
import { type Clock, systemClock } from '@/lib/clock';
import { type Database, database } from '@/lib/db/client';
import { changeNotifier } from '@/lib/db/notify-change';
import { env } from '@/lib/env';
import type { Door } from '@/lib/intake/receive-report';
import { openJobs } from '@/lib/jobs/definitions';

export type Services = Database & { clock: Clock; door: Door; notifyChange: Door['notifyChange'] };

const holder = globalThis as { mottakServices?: Services; mottakJobs?: Promise<PgBoss> };

/** What routes and pages of the web part use. Opened at the first call; needs no database to be reachable yet. */
export function services(): Services {
  if (holder.mottakServices) return holder.mottakServices;
  const opened = database();
  const notifyChange = changeNotifier(opened.pool);
  const door: Door = { pool: opened.pool, jobs: lazyJobs(), notifyChange };
  holder.mottakServices = { ...opened, clock: systemClock, door, notifyChange };
  return holder.mottakServices;
}

/** The job queue opens with its first use and is tried again after a failure, so the web part starts without a database. */
function lazyJobs(): PgBoss {
  const open = () => {
    holder.mottakJobs ??= (async () => {
      const jobs = openJobs(env().DATABASE_URL ?? '', 'sender');
      await jobs.start();
      return jobs;
    })().catch((error) => {
      holder.mottakJobs = undefined;
      throw error;
    });
    return holder.mottakJobs;
  };
  return {
    send: async (...args: Parameters<PgBoss['send']>) => (await open()).send(...args),
    insert: async (...args: Parameters<PgBoss['insert']>) => (await open()).insert(...args),
  } as PgBoss;
}
