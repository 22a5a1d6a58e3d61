import type pg from 'pg';
import type { AlarmCode } from '@/lib/domain/alarm';
import { clearAlarm } from '@/lib/health/clear-alarm';
import { raiseAlarm } from '@/lib/health/raise-alarm';

/** Codes of alarms: nobody is on duty; a municipality has nobody at all whom a step could tell. */
export const DUTY_GAP = 'duty-gap' as const;
export const NOBODY_TO_TELL = 'nobody-to-tell' as const;

/** Something of Mottak's own that a person must see to; `detail` holds ids and figures, never what a report says. */
export type NewAlarm = { municipalityId: string; code: AlarmCode; detail: Record<string, unknown> };
type AlarmName = Pick<NewAlarm, 'municipalityId' | 'code'>;

/** Raises alarms in the caller's transaction. One that is open is seen again and not raised twice. */
export async function raiseAlarms(client: pg.ClientBase, alarms: readonly NewAlarm[], now: Date): Promise<void> {
  for (const { municipalityId, code, detail } of inOneOrder(alarms))
    await raiseAlarm(client, { municipalityId, code, key: '', detail }, now);
}

/** Clears what is open of these, when its cause was found to be gone. */
export async function clearAlarms(client: pg.ClientBase, alarms: readonly AlarmName[], now: Date): Promise<void> {
  if (alarms.length === 0) return;
  const ids = [...new Set(alarms.map(({ municipalityId }) => municipalityId))];
  const open = await client.query<AlarmName>({ name: 'open-alarms', text: OPEN, values: [ids] });
  const isOver = (one: AlarmName) => alarms.some(({ municipalityId, code }) => municipalityId === one.municipalityId && code === one.code);
  for (const { municipalityId, code } of open.rows.filter(isOver)) await clearAlarm(client, municipalityId, code, '', now);
}

/** Each once, and in one order, so that two sweeps that write the same alarms never wait for each other crosswise. */
function inOneOrder<Alarm extends AlarmName>(alarms: readonly Alarm[]): Alarm[] {
  const first = new Map(alarms.map((alarm) => [`${alarm.municipalityId} ${alarm.code}`, alarm]));
  return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, alarm]) => alarm);
}

/** Hardly ever any: asked once for a batch, in one order, so that two sweeps never wait for each other crosswise. */
const OPEN = `
  SELECT municipality_id AS "municipalityId", code FROM alarm
  WHERE municipality_id = ANY($1::uuid[]) AND key = '' AND cleared_at IS NULL ORDER BY municipality_id, code`;
