import { addMinutes } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { listAlarms } from '@/lib/health/list-alarms';
import { settleAlarm } from '@/lib/health/settle-alarm';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { isAuditDue } from './is-audit-due';
import { type AuditScope, runAudit } from './run-audit';

const db = useTestDatabase();
const start = new Date('2026-11-02T10:00:00Z');
const minutes = (count: number) => addMinutes(start, count);

const receive = async (municipalityId: string) =>
  (await receiveReport(db().door, makeIncoming(municipalityId, { receivedAt: start }), start)).reportId;
const audit = (scope: AuditScope, now: Date) => runAudit({ ...db(), ...db().door, clock: fixedClock(now) }, scope, now);
const all = (changes: Partial<AuditScope> = {}): AuditScope => ({ municipalityId: null, budgetMs: 60_000, ...changes });
const openAlarms = async (municipalityId: string) =>
  (await listAlarms(db().prisma, municipalityId, start)).alarms.filter(({ everywhere }) => !everywhere);
const empty = async () => {
  for (const table of ['audit_run', 'alarm', 'notice_escalation', 'notice_attempt', 'notice', 'escalation', 'ladder', 'deadline', 'report'])
    await db().pool.query(`DELETE FROM ${table}`);
  await db().pool.query(
    'ALTER TABLE audit_entry DISABLE TRIGGER USER; DELETE FROM audit_entry; ALTER TABLE audit_entry ENABLE TRIGGER USER',
  );
};

describe('the runs of the auditor', () => {
  it('a step that was not taken is an alarm with the report’s reference, which ends when it was taken or somebody acknowledged', async () => {
    await empty();
    const { municipality } = await createCast(db());
    const id = await receive(municipality.id);
    const { ref } = await db().prisma.report.findUniqueOrThrow({ where: { id } });
    expect((await audit(all(), minutes(14))).findings).toEqual([]);
    expect((await audit(all(), minutes(16))).findings).toEqual([{ code: 'step-missing', ref, where: 'acknowledge/0/0/0' }]);
    expect(await openAlarms(municipality.id)).toMatchObject([{ code: 'audit-step-missing', ref, where: 'acknowledge/0/0/0' }]);
    expect(db().changes).toContain(municipality.id);
    await audit(all(), minutes(17));
    expect(await openAlarms(municipality.id)).toHaveLength(1);
    await db().pool.query('DELETE FROM ladder');
    await db().pool.query('DELETE FROM deadline');
    await audit(all(), minutes(18));
    expect((await openAlarms(municipality.id)).map(({ code }) => code)).not.toContain('audit-step-missing');
  });

  it('what an administrator has settled is found no more', async () => {
    await empty();
    const { municipality, administrator } = await createCast(db());
    const id = await receive(municipality.id);
    await db().pool.query(`DELETE FROM deadline WHERE report_id = $1 AND rule = 'dk.feedback'`, [id]);
    expect((await audit(all(), minutes(1))).findings).toMatchObject([{ code: 'deadline-missing', where: 'dk.feedback' }]);
    const [alarm] = await openAlarms(municipality.id);
    await settleAlarm(db(), { staffId: administrator.id, municipality }, alarm?.id ?? '', 'restored by hand', minutes(2));
    expect((await audit(all(), minutes(3))).findings).toEqual([]);
    expect(await openAlarms(municipality.id)).toEqual([]);
  });

  it('one that runs out of time says so, and the next goes on where it stopped', async () => {
    await empty();
    const { municipality } = await createCast(db());
    const ids = [];
    for (let count = 0; count < 5; count += 1) ids.push(await receive(municipality.id));
    const late = ids.toSorted()[4];
    await db().pool.query(`UPDATE ladder SET next_step_at = NULL WHERE report_id = $1 AND clock = 'acknowledge'`, [late]);
    const hurried = all({ budgetMs: 0, batch: 2 });
    expect(await audit(hurried, minutes(1))).toMatchObject({ checked: 2, complete: false, findings: [] });
    expect(await audit(hurried, minutes(2))).toMatchObject({ checked: 2, complete: false, findings: [] });
    expect(await audit(hurried, minutes(3))).toMatchObject({ checked: 2, complete: false, findings: [{ code: 'ladder-still' }] });
    expect(await audit(all({ batch: 2 }), minutes(4))).toMatchObject({ checked: 5, complete: true });
  });

  it('a report that was closed and did not change since is looked at no more, and again when its log grows', async () => {
    await empty();
    const { municipality } = await createCast(db());
    const id = await receive(municipality.id);
    await db().pool.query(`UPDATE report SET state = 'assessed'`);
    await db().pool.query('DELETE FROM ladder');
    await audit(all(), minutes(1));
    // The window of entries that may still have been written when the last run looked is passed by.
    await db().pool.query(
      `UPDATE audit_run SET cursor = jsonb_set(cursor, '{throughEntry}', to_jsonb(((cursor->>'throughEntry')::bigint + 10000)::text))`,
    );
    await db().prisma.alarm.deleteMany();
    expect(await audit({ municipalityId: municipality.id, budgetMs: 60_000 }, minutes(2))).toMatchObject({ checked: 0 });
    await db().pool.query(`UPDATE report SET state = 'acknowledged' WHERE id = $1`, [id]);
    expect(await audit({ municipalityId: municipality.id, budgetMs: 60_000 }, minutes(2))).toMatchObject({ checked: 1 });
  });

  it('a thousand findings of one kind are fifty alarms and one that counts the rest', async () => {
    await empty();
    const { municipality } = await createCast(db());
    for (let count = 0; count < 60; count += 1) await receive(municipality.id);
    await db().pool.query(`UPDATE ladder SET next_step_at = NULL WHERE clock = 'acknowledge'`);
    expect((await audit(all({ batch: 20 }), minutes(1))).findings).toHaveLength(60);
    const open = await db().prisma.alarm.findMany({ where: { municipalityId: municipality.id, clearedAt: null } });
    expect(open).toHaveLength(51);
    expect(open.filter(({ key }) => key === 'more')).toMatchObject([{ detail: { count: 10 } }]);
    await db().pool.query(`UPDATE ladder SET next_step_at = $1, next_step = 0, next_repeat = 0 WHERE clock = 'acknowledge'`, [minutes(10)]);
    expect((await audit(all({ batch: 20 }), minutes(2))).findings).toEqual([]);
    expect(await openAlarms(municipality.id)).toEqual([]);
  });

  it('a municipality’s own log that was changed is found', async () => {
    await empty();
    const { municipality } = await createCast(db());
    const id = await receive(municipality.id);
    await db().pool.query(`DELETE FROM deadline WHERE report_id = $1 AND rule = 'dk.feedback'`, [id]);
    await audit(all(), minutes(1));
    const client = await db().pool.connect();
    await client.query('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_is_immutable');
    await client.query(`UPDATE audit_entry SET actor = 'nobody' WHERE municipality_id = $1 AND report_id IS NULL`, [municipality.id]);
    await client.query('ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_is_immutable');
    client.release();
    expect((await audit(all(), minutes(2))).findings).toContainEqual({ code: 'chain-broken', ref: null, where: 'municipality' });
  });

  it('come each hour, the first one when a worker has had time to send what waited, and not beside one that runs', async () => {
    await empty();
    const due = (at: number, since = -10) => isAuditDue(db().prisma, 60_000, minutes(since), minutes(at));
    expect([await due(0), await due(0, -2), await due(0, -3)]).toEqual([true, false, true]);
    await audit(all(), minutes(0));
    expect([await due(59), await due(60), await due(60, 58)]).toEqual([false, true, false]);
    await db().prisma.auditRun.create({ data: { startedAt: minutes(60) } });
    expect([await due(61), await due(67)]).toEqual([false, true]);
  });

  it('come again after five minutes when something was found, so that no alarm outlives its cause by an hour', async () => {
    await empty();
    const { municipality } = await createCast(db());
    await receive(municipality.id);
    const due = (at: number) => isAuditDue(db().prisma, 60_000, minutes(-10), minutes(at));
    expect((await audit(all(), minutes(16))).findings).not.toEqual([]);
    expect([await due(20), await due(21)]).toEqual([false, true]);
  });
});
