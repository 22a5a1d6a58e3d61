import { createInterface } from 'node:readline';
import type pg from 'pg';
import { openDatabase } from '@/lib/db/client';
import { sweep } from '@/lib/deadlines/sweep';
import { openJobs } from '@/lib/jobs/definitions';

// A process of its own that sweeps once at the given instant and kills itself before the statement whose number it is told on its
// standard input. It says "ready" first, and "through" with the number of statements when it came to its end.
const [databaseUrl = '', now = ''] = process.argv.slice(2);
const { pool, prisma } = openDatabase(databaseUrl, 2);
const jobs = openJobs(databaseUrl, 'sender');
jobs.on('error', () => undefined);
await jobs.start();
await prisma.$queryRaw`SELECT 1`;

let statements = 0;
let fatal = Number.POSITIVE_INFINITY;
pool.on('connect', (client) => countStatements(client));

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  fatal = Number(line);
  await sweep({ prisma, pool, jobs, notifyChange: () => undefined }, new Date(now));
  process.stdout.write(`through ${statements}\n`);
  process.exit(0);
}

function countStatements(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((...given: unknown[]) => {
    statements += 1;
    if (statements === fatal) process.kill(process.pid, 'SIGKILL');
    return query(...given);
  }) as typeof client.query;
}
