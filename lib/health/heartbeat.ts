import type { Db } from '@/lib/db/client';

export type Heartbeat = { name: string; at: Date; startedAt: Date; detail: Record<string, unknown> };

/** Says that a process works at `now`. `detail` holds counts and times for people who look after Mottak, nothing personal. */
export async function beat(prisma: Db, name: string, now: Date, startedAt: Date, detail: Record<string, unknown>): Promise<void> {
  const row = { at: now, startedAt, detail: detail as object };
  await prisma.heartbeat.upsert({ where: { name }, create: { name, ...row }, update: row });
}

/** The last heartbeat of every process that ever gave one. Its age tells whether it works; a missing one never started. */
export async function readHeartbeats(prisma: Db): Promise<Heartbeat[]> {
  const rows = await prisma.heartbeat.findMany({ orderBy: { name: 'asc' } });
  return rows.map(({ detail, ...row }) => ({ ...row, detail: detail as Record<string, unknown> }));
}
