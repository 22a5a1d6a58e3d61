import type pg from 'pg';
import { MottakError } from '@/lib/domain/errors';
import type { IncomingReport } from '@/lib/intake/incoming-report';

/** Makes the channel if it is missing. It is there after the first delivery: what one that was deleted by hand would refuse is not lost. */
export async function ensureChannel(pool: pg.Pool, municipalityId: string, { kind, name }: IncomingReport['channel']): Promise<void> {
  await pool.query(ENSURE, [municipalityId, kind, name]).catch((cause) => {
    throw new MottakError('storage-unavailable', { cause });
  });
}

const ENSURE = `
  INSERT INTO channel (id, municipality_id, kind, name) SELECT gen_random_uuid(), $1::uuid, $2::channel_kind, $3
  WHERE NOT EXISTS (SELECT FROM channel WHERE municipality_id = $1::uuid AND kind = $2::channel_kind AND name = $3)
  ON CONFLICT DO NOTHING`;
