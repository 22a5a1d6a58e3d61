import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { COUNTRIES } from '@/lib/domain/report';
import { type MailCatcher, startMailCatcher } from '@/lib/notify/mail-catcher';
import { openMailer } from '@/lib/notify/mailer';
import { HISTORY_ACTS, type HistoryDeps, type HistoryEvent, liveThrough } from '@/lib/testing/history';
import { useTestDatabase } from '@/lib/testing/test-database';
import { runAudit } from './run-audit';

const db = useTestDatabase();
const start = new Date('2026-11-02T10:00:00Z');

let catcher: MailCatcher;
let deps: HistoryDeps;

beforeAll(async () => {
  catcher = await startMailCatcher({ prisma: db().prisma, clock: fixedClock(start) });
  const mailer = openMailer(catcher.url, 'Mottak <mottak@kommune.example>');
  deps = { ...db(), ...db().door, mailer, publicUrl: 'https://mottak.example' };
});
afterAll(() => catcher.close());

const audit = async (municipalityId: string, now: Date) => {
  const result = await runAudit({ ...db(), ...db().door, clock: fixedClock(now) }, { municipalityId, budgetMs: 60_000 }, now);
  expect(result.complete).toBe(true);
  return result.findings.map(({ code, where }) => `${code} ${where}`);
};

const event: fc.Arbitrary<HistoryEvent> = fc.record({
  afterMinutes: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 30, max: 300 }), fc.integer({ min: 300, max: 1600 })),
  act: fc.constantFrom(...HISTORY_ACTS),
  choice: fc.nat(20),
  outage: fc.boolean(),
});

describe('the auditor', { timeout: 240_000 }, () => {
  it('finds nothing in whatever happens to a report, with outages, as long as the engine does what it must', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...COUNTRIES), fc.array(event, { minLength: 1, maxLength: 7 }), async (country, events) => {
        const { municipality, now } = await liveThrough(db(), deps, country, start, events);
        expect(await audit(municipality.id, now)).toEqual([]);
        await db().pool.query('UPDATE ladder SET next_step_at = NULL, next_step = NULL, next_repeat = NULL');
      }),
      { numRuns: 12 },
    );
  });

  /** A report that nobody has acknowledged: three steps of its first ladder were taken and told, and it climbs on. */
  const neglected = () => liveThrough(db(), deps, 'dk', start, [{ afterMinutes: 100, act: 'wait', choice: 0, outage: false }]);
  const sql = (text: string, ...values: unknown[]) => db().pool.query(text, values);
  const step = (reportId: string) =>
    sql(`SELECT id FROM escalation WHERE report_id = $1 AND clock = 'acknowledge' AND step = 1 AND repeat = 0`, reportId).then(
      ({ rows }) => rows[0].id as string,
    );
  const asSuperuser = async (text: string, ...values: unknown[]) => {
    const client = await db().pool.connect();
    await client.query('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_is_immutable');
    await client.query(text, values);
    await client.query('ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_is_immutable');
    client.release();
  };

  const corruptions: [string, string[], (reportId: string) => Promise<unknown>][] = [
    [
      'a step that is gone',
      ['step-missing acknowledge/0/1/0'],
      async (id) => {
        const gone = await step(id);
        await sql('DELETE FROM notice_escalation WHERE escalation_id = $1', gone);
        await sql('DELETE FROM escalation WHERE id = $1', gone);
      },
    ],
    [
      'a step that nobody took',
      ['step-extra acknowledge/0/9/0'],
      (id) =>
        sql(
          `INSERT INTO escalation (id, report_id, clock, round, step, repeat, name, due_at, fired_at, late)
           VALUES (gen_random_uuid(), $1, 'acknowledge', 0, 9, 0, 'warn', $2, $2, false)`,
          id,
          start,
        ),
    ],
    [
      'a notice that is gone',
      ['notice-missing acknowledge/0/1/0'],
      async (id) => {
        const told = await step(id);
        const { rows } = await sql('DELETE FROM notice_escalation WHERE escalation_id = $1 RETURNING notice_id', told);
        await sql('DELETE FROM notice_attempt WHERE notice_id = $1', rows[0].notice_id);
        await sql('DELETE FROM notice WHERE id = $1', rows[0].notice_id);
      },
    ],
    ['a due instant that was moved', ['deadline-moved dk.confirm-receipt'], (id) => moveLimit(id, 'due_at = due_at + interval $$1 day$$')],
    [
      'a limit that was made longer',
      ['deadline-moved dk.confirm-receipt'],
      (id) => moveLimit(id, `time_limit = '{"unit":"days","count":90}'`),
    ],
    ['a limit that is said to be met', ['deadline-moved dk.confirm-receipt'], (id) => moveLimit(id, 'met_at = due_at')],
    [
      'a limit that is gone',
      ['deadline-missing dk.confirm-receipt'],
      (id) => sql(`DELETE FROM deadline WHERE report_id = $1 AND rule = 'dk.confirm-receipt'`, id),
    ],
    ['a ladder that stands still', ['ladder-still acknowledge'], (id) => stopLadder(id, 'next_step_at = NULL')],
    ['a ladder that was stopped', ['ladder-still acknowledge'], (id) => stopLadder(id, 'stopped_at = started_at')],
    [
      'a ladder that waits too long',
      ['ladder-still acknowledge'],
      (id) => stopLadder(id, `next_step_at = next_step_at + interval '3 hours'`),
    ],
    [
      'a ladder that is gone',
      ['ladder-still acknowledge'],
      (id) => sql(`DELETE FROM ladder WHERE report_id = $1 AND clock = 'acknowledge'`, id),
    ],
    [
      'an entry of the log that was changed',
      ['chain-broken 1'],
      (id) =>
        asSuperuser(
          `UPDATE audit_entry SET detail = detail || '{"late": "changed"}' WHERE id =
             (SELECT id FROM audit_entry WHERE report_id = $1 ORDER BY id OFFSET 1 LIMIT 1)`,
          id,
        ),
    ],
    [
      'an entry of the log that is gone',
      ['chain-broken 1'],
      (id) =>
        asSuperuser(
          'DELETE FROM audit_entry WHERE id = (SELECT id FROM audit_entry WHERE report_id = $1 ORDER BY id OFFSET 1 LIMIT 1)',
          id,
        ),
    ],
  ];
  const moveLimit = (id: string, set: string) => sql(`UPDATE deadline SET ${set} WHERE report_id = $1 AND rule = 'dk.confirm-receipt'`, id);
  const stopLadder = (id: string, set: string) => sql(`UPDATE ladder SET ${set} WHERE report_id = $1 AND clock = 'acknowledge'`, id);

  it.each(corruptions)('finds %s, and nothing else', async (_, found, corrupt) => {
    const { reportId, municipality, now } = await neglected();
    expect(await audit(municipality.id, now)).toEqual([]);
    await corrupt(reportId);
    expect(await audit(municipality.id, now)).toEqual(found);
    await db().pool.query('UPDATE ladder SET next_step_at = NULL, next_step = NULL, next_repeat = NULL');
  });
});
