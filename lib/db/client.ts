import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { env } from '@/lib/env';
import { PrismaClient } from './generated/client';

export type Db = PrismaClient;
export type Tx = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

/** One process's ways to the database: Prisma for use cases, the plain pool for the door and for LISTEN. */
export type Database = { prisma: PrismaClient; pool: pg.Pool; url: string; close(): Promise<void> };

/** A server that hangs has not stored: whoever waits learns it in time to tell the sender. Storing 150 MB takes a fraction of this. */
const QUERY_MS = 60_000;

/** Opens a database; `max` bounds the connections of each of the two pools. */
export function openDatabase(url: string, max = 10): Database {
  // A server whose machine is gone answers nothing: keep-alive finds that out, so that no loop waits for ever.
  const settings = {
    connectionString: url,
    max,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    query_timeout: QUERY_MS,
  };
  const pool = new pg.Pool(settings);
  // A server that goes away is seen by the next query; without listeners it would end the process, also while a client is lent out.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(settings, { onPoolError: () => undefined, onConnectionError: () => undefined }),
    transactionOptions: { maxWait: 5000, timeout: 30_000 },
  });
  return {
    prisma,
    pool,
    url,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

const holder = globalThis as { mottakDatabase?: Database };

/** The database of this process. Kept on globalThis, because Next.js loads this module once for each bundle. */
export function database(): Database {
  const url = env().DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: start Mottak with npm start.');
  holder.mottakDatabase ??= openDatabase(url);
  return holder.mottakDatabase;
}
