import { systemClock } from '@/lib/clock';
import { openDatabase } from '@/lib/db/client';
import { type EmbeddedPostgres, useEmbeddedPostgres } from '@/lib/db/embedded-postgres';
import { migrate } from '@/lib/db/migrate';
import { ensurePolicies } from '@/lib/deadlines/policies';
import type { Env } from '@/lib/env';
import { migrateJobs } from '@/lib/jobs/definitions';
import { seedDemo } from '@/prisma/seed';

/** The database that Mottak stands on: the one that DATABASE_URL names, or the embedded one. */
export type Ground = { url: string; postgres: EmbeddedPostgres | null };

/** Reaches the database, starting the embedded one when it does not run. */
export async function openGround(settings: Env): Promise<Ground> {
  if (settings.DATABASE_URL) return { url: settings.DATABASE_URL, postgres: null };
  const postgres = await useEmbeddedPostgres(settings.DATA_DIR);
  return { url: postgres.url, postgres };
}

/**
 * Brings the tables up to date and, in demo mode, fills an empty database with the demo's municipalities. A municipality without an
 * escalation policy gets its country's default, written down.
 */
export async function prepareDatabase(settings: Env, url: string, { samples }: { samples: boolean }): Promise<void> {
  await migrate(url);
  await migrateJobs(url);
  const opened = openDatabase(url, 4);
  try {
    await ensurePolicies(opened.prisma, systemClock());
    if (settings.MOTTAK_MODE === 'demo') await seedDemo(opened, { samples });
  } finally {
    await opened.close();
  }
}
