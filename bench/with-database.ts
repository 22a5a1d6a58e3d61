import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '@/lib/db/client';
import { useEmbeddedPostgres } from '@/lib/db/embedded-postgres';
import { migrate } from '@/lib/db/migrate';
import type { Door } from '@/lib/intake/receive-report';
import { migrateJobs, openJobs } from '@/lib/jobs/definitions';
import { seedDemo } from '@/prisma/seed';

/** A PostgreSQL of its own in a temporary folder, with the demo's municipalities and no reports. */
export async function withDatabase(
  lanes: number,
  run: (given: { door: Door; url: string } & ReturnType<typeof openDatabase>) => Promise<void>,
): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'mottak-bench-'));
  const server = await useEmbeddedPostgres(dataDir);
  await migrate(server.url);
  await migrateJobs(server.url);
  const opened = openDatabase(server.url, lanes);
  const jobs = openJobs(server.url, 'sender');
  await jobs.start();
  try {
    await seedDemo(opened, { samples: false });
    await run({ ...opened, door: { pool: opened.pool, jobs, notifyChange: () => undefined } });
  } finally {
    await jobs.stop({ graceful: false });
    await opened.close();
    await server.release();
    await rm(dataDir, { recursive: true, force: true });
  }
}
