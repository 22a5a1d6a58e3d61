import type pg from 'pg';
import { appendToLockedChains } from '@/lib/db/append-to-locked-chains';
import { log } from '@/lib/log';
import type { FiredStep } from './fired-step';
import { clearAlarms, DUTY_GAP, type NewAlarm, NOBODY_TO_TELL, raiseAlarms } from './raise-alarms';

const ACTOR = 'system:sweep';

/**
 * Writes the steps, puts the reports that they alarm on top of the queue, and appends what happened to each report's log.
 * @returns the steps that are new; for one that was taken before nothing is written
 */
export async function recordSteps(client: pg.ClientBase, steps: readonly FiredStep[], now: Date): Promise<FiredStep[]> {
  const rows = steps.map(({ id, reportId, clock, round, step, repeat, definition, owedAt, late }) => {
    return { id, reportId, clock, round, step, repeat, name: definition.name, owedAt, late };
  });
  const inserted = await client.query<{ id: string }>({ name: 'record-steps', text: INSERT, values: [JSON.stringify(rows), now] });
  const ids = new Set(inserted.rows.map(({ id }) => id));
  const fresh = steps.filter(({ id }) => ids.has(id));
  await alarmReports(client, fresh, now);
  await appendToLockedChains(
    client,
    fresh.flatMap((step) => entriesOf(step, now)),
  );
  await raiseAlarms(client, fresh.flatMap(alarmsOf), now);
  await clearAlarms(client, clearedBy(fresh), now);
  return fresh;
}

async function alarmReports(client: pg.ClientBase, steps: readonly FiredStep[], now: Date): Promise<void> {
  const ids = steps.filter(({ definition }) => definition.alarm).map(({ reportId }) => reportId);
  if (ids.length === 0) return;
  await client.query(ALARM, [ids, now]);
}

type Entry = Parameters<typeof appendToLockedChains>[1][number];

function entriesOf(fired: FiredStep, now: Date): Entry[] {
  const { reportId, municipalityId, clock, round, step, repeat, definition, owedAt, late, recipients } = fired;
  const { people, gaps, fallback } = recipients;
  const entry = (action: string, detail: Record<string, unknown>): Entry => {
    return { municipalityId, stream: reportId, reportId, at: now, actor: ACTOR, action, detail: { clock, round, step, repeat, ...detail } };
  };
  return [
    entry('escalation.fired', {
      name: definition.name,
      late,
      dueAt: owedAt.toISOString(),
      recipients: people.map(({ staffId, label, key }) => staffId ?? label ?? key),
      audiences: people.map(({ audience }) => audience),
      means: people.map(({ means }) => means.join('+')),
      ...(gaps.length > 0 ? { skipped: gaps } : {}),
    }),
    ...(isDutyGap(fired) ? [entry('escalation.gap', {})] : []),
    ...(fallback ? [entry('escalation.audience_empty', { told: fallback })] : []),
  ];
}

/** Nobody is on duty, so nobody stands in for a holder who is away either. */
function isDutyGap({ recipients: { gaps } }: FiredStep): boolean {
  return gaps.includes('on-duty') || gaps.includes('holder');
}

/** Nobody on duty, or nobody at all, is more than one report's matter. */
function alarmsOf(fired: FiredStep): NewAlarm[] {
  const { municipalityId, reportId, recipients } = fired;
  const codes = [...(isDutyGap(fired) ? [DUTY_GAP] : []), ...(recipients.fallback === 'nobody' ? [NOBODY_TO_TELL] : [])];
  for (const code of codes) log().error({ reportId, code }, 'a step does not find whom it should tell');
  return codes.map((code) => ({ municipalityId, code, detail: { reportId } }));
}

/** Whoever was found on duty, or at all, has ended the alarm that nobody was. */
function clearedBy(steps: readonly FiredStep[]): Pick<NewAlarm, 'municipalityId' | 'code'>[] {
  const isOnDuty = ({ recipients: { people } }: FiredStep) => people.some(({ audience }) => audience === 'on-duty');
  const places = (found: readonly FiredStep[]) => [...new Set(found.map(({ municipalityId }) => municipalityId))].sort();
  return [
    ...places(steps.filter(isOnDuty)).map((municipalityId) => ({ municipalityId, code: DUTY_GAP })),
    ...places(steps.filter(({ recipients }) => recipients.people.length > 0)).map((municipalityId) => ({
      municipalityId,
      code: NOBODY_TO_TELL,
    })),
  ];
}

const INSERT = `
  INSERT INTO escalation (id, report_id, clock, round, step, repeat, name, due_at, fired_at, late)
  SELECT x.id, x."reportId", x.clock, x.round, x.step, x.repeat, x.name, x."owedAt", $2::timestamptz, x.late
  FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, "reportId" uuid, clock text, round int, step int, repeat int, name text,
    "owedAt" timestamptz, late boolean)
  ON CONFLICT (report_id, clock, round, step, repeat) DO NOTHING RETURNING id`;

const ALARM = `UPDATE report SET alarm_at = $2::timestamptz WHERE id = ANY($1::uuid[]) AND alarm_at IS NULL AND state <> 'assessed'`;
