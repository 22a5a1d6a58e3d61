import { appendMunicipalityAudit } from '@/lib/db/append-municipality-audit';
import { type AnyTx, runSql } from '@/lib/db/sql';

/** Writes of an alarm in its municipality's log; what concerns the installation stands in every municipality's. */
export async function logAlarm(
  tx: AnyTx,
  municipalityId: string | null,
  action: 'alarm.raised' | 'alarm.cleared' | 'alarm.seen' | 'alarm.settled' | 'alarm.told',
  detail: Record<string, unknown>,
  now: Date,
  actor = 'system:health',
): Promise<void> {
  // One order for everybody, so that two writers of all logs do not wait for each other crosswise.
  const all = 'SELECT id FROM municipality ORDER BY id';
  const places = municipalityId ? [{ id: municipalityId }] : await runSql<{ id: string }>(tx, all, []);
  for (const { id } of places) await appendMunicipalityAudit(tx, id, { at: now, actor, action, detail });
}
