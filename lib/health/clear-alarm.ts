import { type AnyTx, runSql } from '@/lib/db/sql';
import type { AlarmCode } from '@/lib/domain/alarm';
import { logAlarm } from './log-alarm';

/**
 * Clears the open alarm with this municipality, code and key in the caller's transaction, since its cause is gone. Should it come back,
 * that is a new alarm.
 * @returns whether there was one
 */
export async function clearAlarm(tx: AnyTx, municipalityId: string | null, code: AlarmCode, key: string, now: Date): Promise<boolean> {
  const cleared = await runSql<{ id: string }>(tx, CLEAR, [municipalityId, code, key, now]);
  for (const { id } of cleared) await logAlarm(tx, municipalityId, 'alarm.cleared', { alarm: id, code, key }, now);
  return cleared.length > 0;
}

const CLEAR = `
  UPDATE alarm SET cleared_at = $4::timestamptz
  WHERE municipality_id IS NOT DISTINCT FROM $1::uuid AND code = $2 AND key = $3 AND cleared_at IS NULL RETURNING id`;
