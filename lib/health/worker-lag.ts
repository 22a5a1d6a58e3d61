import type { Db } from '@/lib/db/client';

/** What waits for the worker: how much, and for how many seconds the oldest of it has waited (0: nothing waits). */
export type WorkerLag = {
  unread: number;
  oldestUnreadSeconds: number;
  unsent: number;
  oldestUnsentSeconds: number;
  /** How long ago the earliest step that has not fired was due. */
  sweepLagSeconds: number;
};

/** Reads it with indexes that hold only what waits, so an idle worker's question costs the same with a million reports. */
export async function workerLag(prisma: Db, now: Date): Promise<WorkerLag> {
  const [row] = await prisma.$queryRaw<
    [{ unread: number; unreadSince: Date | null; unsent: number; unsentSince: Date | null; due: Date | null }]
  >`
    SELECT
      (SELECT count(*)::int FROM report WHERE read_status = 'pending') AS unread,
      (SELECT min(stored_at) FROM report WHERE read_status = 'pending') AS "unreadSince",
      (SELECT count(*)::int FROM notice WHERE status IN ('queued', 'sending')) AS unsent,
      (SELECT min(created_at) FROM notice WHERE status IN ('queued', 'sending')) AS "unsentSince",
      (SELECT min(next_step_at) FROM ladder WHERE next_step_at <= ${now}) AS due`;
  const seconds = (since: Date | null) => (since ? Math.max(0, Math.round((now.getTime() - since.getTime()) / 1000)) : 0);
  return {
    unread: row.unread,
    oldestUnreadSeconds: seconds(row.unreadSince),
    unsent: row.unsent,
    oldestUnsentSeconds: seconds(row.unsentSince),
    sweepLagSeconds: seconds(row.due),
  };
}
