import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { useEmbeddedPostgres } from '@/lib/db/embedded-postgres';
import { migrate } from '@/lib/db/migrate';
import { migrateJobs } from '@/lib/jobs/definitions';

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string;
  }
}

/** Starts one PostgreSQL for the run and makes a migrated template; each test file clones it. */
export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = path.resolve('.data', `test-${process.pid}`);
  const server = await useEmbeddedPostgres(dataDir);
  const template = server.url.replace(/\/mottak$/, '/mottak_template');
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('CREATE DATABASE mottak_template');
  await admin.end();
  await migrate(template);
  await migrateJobs(template);
  project.provide('serverUrl', server.url);
  return async () => {
    await server.release();
    await rm(dataDir, { recursive: true, force: true });
  };
}
