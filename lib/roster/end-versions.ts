import type { Tx } from '@/lib/db/client';

/** Ends what counts of a layer at the instant; a version that had not begun then never counts. */
export async function endVersions(tx: Tx, layerId: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE duty_layer SET valid_until = greatest(valid_from, ${at}::timestamptz)
    WHERE layer_id = ${layerId}::uuid AND (valid_until IS NULL OR valid_until > ${at}::timestamptz)`;
}
