import type pg from 'pg';
import { MottakError } from '@/lib/domain/errors';

/**
 * Runs `work` while no other process works on the same channel; null when another one does. The lock goes with its connection, so a
 * killed process holds nothing. `lost` is aborted when the connection breaks: another process may then have begun.
 * @throws MottakError storage-unavailable when the database cannot be reached
 */
export async function withChannelLock<T>(pool: pg.Pool, channelId: string, work: (lost: AbortSignal) => Promise<T>): Promise<T | null> {
  const client = await pool.connect().catch((cause) => {
    throw new MottakError('storage-unavailable', { cause });
  });
  const lost = new AbortController();
  const onError = () => lost.abort();
  client.on('error', onError);
  try {
    const { rows } = await client.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken', [`channel:${channelId}`]);
    if (!rows[0]?.taken) return null;
    return await work(lost.signal);
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()').catch(onError);
    client.removeListener('error', onError);
    client.release(lost.signal.aborted);
  }
}
