import type pg from 'pg';

/**
 * Runs `work` in a transaction in plain SQL on a connection of its own. When it fails the connection is thrown away, since its state
 * is unknown; the server then rolls back what was not committed.
 */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}
