import type { PgBoss } from 'pg-boss';
import type { Clock } from '@/lib/clock';
import type { Database } from '@/lib/db/client';
import type { Env } from '@/lib/env';
import type { Door } from '@/lib/intake/receive-report';
import type { Mailer } from '@/lib/notify/mailer';
import type { Sender } from '@/lib/notify/sender';

/** What the worker's parts share. */
export type WorkerContext = Database & {
  jobs: PgBoss;
  door: Door;
  notifyChange: Door['notifyChange'];
  clock: Clock;
  mailer: Mailer;
  /** The means besides mail that are set up. */
  gateways: readonly Sender[];
  publicUrl: string;
  env: Env;
  /** Ends every loop. */
  signal: AbortSignal;
  /** What the worker did since it started, for its heartbeat. */
  counts: WorkerCounts;
};

export type WorkerCounts = {
  read: number;
  unreadable: number;
  sent: number;
  notNeeded: number;
  fired: number;
  late: number;
  requeued: number;
  digests: number;
  /** Notices that the chain went on past. */
  passedOn: number;
  failed: number;
};

export function noCounts(): WorkerCounts {
  return { read: 0, unreadable: 0, sent: 0, notNeeded: 0, fired: 0, late: 0, requeued: 0, digests: 0, passedOn: 0, failed: 0 };
}

/** A started part of the worker. */
export type Part = { close(): Promise<void> };
