import { randomUUID } from 'node:crypto';
import { type AnyTx, runSql } from '@/lib/db/sql';
import { type AlarmCause, severityOf } from '@/lib/domain/alarm';
import { logAlarm } from './log-alarm';

/**
 * Raises an alarm in the caller's transaction, or says of the open one with the same municipality, code and key that its cause is
 * still there. Administrators are told by `tellAlarms`, from the table, so an alarm whose raising was committed is always told.
 * @returns whether it is a new one
 */
export async function raiseAlarm(tx: AnyTx, cause: AlarmCause, now: Date): Promise<boolean> {
  const id = randomUUID();
  const { municipalityId, code, key, detail = {} } = cause;
  const severity = severityOf(code);
  const [row] = await runSql<{ id: string }>(tx, RAISE, [id, municipalityId, code, key, severity, now, JSON.stringify(detail)]);
  const raised = row?.id === id;
  if (raised) await logAlarm(tx, municipalityId, 'alarm.raised', { alarm: id, code, key, severity, ...detail }, now);
  return raised;
}

const RAISE = `
  INSERT INTO alarm (id, municipality_id, code, key, severity, raised_at, last_seen_at, detail)
  VALUES ($1::uuid, $2::uuid, $3, $4, $5::alarm_severity, $6::timestamptz, $6::timestamptz, $7::jsonb)
  ON CONFLICT ((COALESCE(municipality_id, '00000000-0000-0000-0000-000000000000'::uuid)), code, key) WHERE cleared_at IS NULL
  DO UPDATE SET last_seen_at = GREATEST(alarm.last_seen_at, EXCLUDED.last_seen_at), detail = EXCLUDED.detail
  RETURNING id`;
