import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { READ_REPORT, SEND_NOTICE } from '@/lib/jobs/definitions';
import { type MailCatcher, startMailCatcher } from '@/lib/notify/mail-catcher';
import { openMailer } from '@/lib/notify/mailer';
import { actionsOf, onlyClock, receiveAt, standStill, stepDeps } from '@/lib/testing/engine';
import { runSendJobs } from '@/lib/testing/run-send-jobs';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { acknowledge } from '@/lib/triage/acknowledge';
import { handBack } from '@/lib/triage/hand-back';
import { sweep } from './sweep';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const minutes = (count: number) => new Date(received.getTime() + count * 60_000);

let catcher: MailCatcher;
const deps = () => ({
  ...stepDeps(db()),
  mailer: openMailer(catcher.url, 'Mottak <mottak@kommune.example>'),
  publicUrl: 'https://mottak.example',
});

beforeAll(async () => {
  catcher = await startMailCatcher({ prisma: db().prisma, clock: fixedClock(received) });
});
afterAll(() => catcher.close());
beforeEach(() => standStill(db()));

/** Who was told since the last time that this was asked. */
async function told(): Promise<string[]> {
  const mails = await db().prisma.caughtMail.findMany();
  await db().pool.query('DELETE FROM caught_mail');
  return mails.map((mail) => mail.recipient).sort();
}

async function pass(at: number): Promise<string[]> {
  await sweep(deps(), minutes(at));
  await runSendJobs(deps(), minutes(at));
  return told();
}

const ladder = (reportId: string, clock = 'acknowledge') =>
  db().prisma.ladder.findUniqueOrThrow({ where: { reportId_clock: { reportId, clock } } });

describe('a report nobody acknowledges', () => {
  it('reaches who is on duty, then the supervisor too, hourly, and the administrator when the deadline passes; nobody else is told', async () => {
    const { municipality, dutyOfficer, supervisor, administrator } = await createCast(db());
    const id = await receiveAt(db(), municipality.id, received);
    await onlyClock(db(), 'acknowledge');
    const [duty, above, admin] = [dutyOfficer.email, supervisor.email, administrator.email];
    const both = [duty, above].sort();
    expect(await pass(9)).toEqual([]);
    expect(await pass(10)).toEqual([duty]);
    expect(await pass(29)).toEqual([]);
    expect(await pass(30)).toEqual(both);
    for (const hour of [1, 2, 3, 4]) {
      expect(await pass(hour * 60 - 1)).toEqual([]);
      expect(await pass(hour * 60)).toEqual(both);
    }
    await onlyClock(db(), 'none');
    await db().prisma.ladder.updateMany({
      where: { reportId: id, clock: 'acknowledge' },
      data: { nextStep: 3, nextRepeat: 0, nextStepAt: minutes(1440) },
    });
    expect(await pass(1439)).toEqual([]);
    expect(await pass(1440)).toEqual([admin, above].sort());
    expect(await pass(1559)).toEqual([]);
    expect(await pass(1560)).toEqual([admin, above].sort());
    const steps = await db().prisma.escalation.findMany({ where: { reportId: id }, orderBy: { dueAt: 'asc' } });
    expect(steps.map(({ step, repeat, late }) => [step, repeat, late])).toEqual(
      [
        [0, 0],
        [1, 0],
        [2, 0],
        [2, 1],
        [2, 2],
        [2, 3],
        [3, 0],
        [3, 1],
      ].map((key) => [...key, false]),
    );
  });

  // T35, T36: the wall clock, at night and at the week's end.
  it('fires exactly at the second of its step, also at night', async () => {
    const { municipality } = await createCast(db());
    await receiveAt(db(), municipality.id, new Date('2026-11-03T01:17:31.250Z'));
    expect(await sweep(deps(), new Date('2026-11-03T01:27:31.249Z'))).toMatchObject({ fired: 0 });
    expect(await sweep(deps(), new Date('2026-11-03T01:27:31.250Z'))).toMatchObject({ fired: 1, late: 0 });
  });

  it('that came on Friday at 16:30 is told again at 17:30, though the office has closed', async () => {
    const { municipality } = await createCast(db());
    const friday = new Date('2026-11-06T16:30:00+01:00');
    await receiveAt(db(), municipality.id, friday);
    for (const at of ['16:40', '17:00']) await sweep(deps(), new Date(`2026-11-06T${at}:00+01:00`));
    expect(await sweep(deps(), new Date('2026-11-06T17:29:59.999+01:00'))).toMatchObject({ fired: 0 });
    expect(await sweep(deps(), new Date('2026-11-06T17:30:00+01:00'))).toMatchObject({ fired: 1, late: 0 });
  });

  it('two minutes are not late, a millisecond more is', async () => {
    const { municipality } = await createCast(db());
    await receiveAt(db(), municipality.id, received);
    expect(await sweep(deps(), minutes(12))).toMatchObject({ fired: 1, late: 0 });
    await receiveAt(db(), municipality.id, received);
    expect(await sweep(deps(), new Date(minutes(12).getTime() + 1))).toMatchObject({ fired: 1, late: 1 });
  });

  it('takes each step once with four sweeps at once, and each person gets one mail', async () => {
    const { municipality, dutyOfficer } = await createCast(db());
    for (let count = 0; count < 25; count += 1) await receiveAt(db(), municipality.id, received);
    const results = await Promise.all(Array.from({ length: 4 }, () => sweep(deps(), minutes(10))));
    expect(results.reduce((sum, result) => sum + result.fired, 0)).toBe(25);
    await Promise.all([runSendJobs(deps(), minutes(10)), runSendJobs(deps(), minutes(10))]);
    expect(await told()).toEqual(Array(25).fill(dutyOfficer.email));
  });

  it('goes most urgent first, the clock for acknowledging before others, and then by how long it has been due', async () => {
    const { municipality } = await createCast(db());
    const at = [0, 1, -1, 0];
    const ids: string[] = [];
    for (const minute of at) ids.push(await receiveAt(db(), municipality.id, minutes(minute)));
    await db().prisma.report.update({ where: { id: ids[2] }, data: { urgency: 'normal' } });
    await db().prisma.ladder.updateMany({ where: { reportId: ids[3], clock: 'acknowledge' }, data: { nextStepAt: null } });
    await db().prisma.ladder.updateMany({ where: { reportId: ids[3], clock: 'dk.first-assessment' }, data: { nextStepAt: minutes(1) } });
    await sweep(deps(), minutes(11));
    const log = await db().prisma.auditEntry.findMany({
      where: { reportId: { in: ids }, action: 'escalation.fired' },
      orderBy: { id: 'asc' },
    });
    expect(log.map(({ reportId }) => ids.indexOf(reportId ?? ''))).toEqual([0, 1, 3, 2]);
  });

  it('a step that cannot be taken stops no other report, and is tried again', async () => {
    const { municipality } = await createCast(db());
    const [broken, sound] = [await receiveAt(db(), municipality.id, received), await receiveAt(db(), municipality.id, received)];
    await db().pool.query(`CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$`);
    await db().pool.query(
      `CREATE TRIGGER break_it BEFORE INSERT ON escalation FOR EACH ROW WHEN (NEW.report_id = '${broken}') EXECUTE FUNCTION break_it()`,
    );
    expect(await sweep(deps(), minutes(10))).toMatchObject({ fired: 1, failed: 1 });
    expect(await db().prisma.escalation.count({ where: { reportId: sound } })).toBe(1);
    await db().pool.query('DROP TRIGGER break_it ON escalation');
    expect(await sweep(deps(), minutes(10))).toMatchObject({ fired: 1, failed: 0 });
  });
});

describe('acknowledged', () => {
  const as = (staffId: string, municipality: { id: string }) => ({
    staffId,
    municipality: { id: municipality.id, country: 'dk' as const, timeZone: 'Europe/Copenhagen' },
  });
  const refOf = async (id: string) => (await db().prisma.report.findUniqueOrThrow({ where: { id } })).ref;

  it('between the step and the sending: no mail, and the skip is recorded', async () => {
    const { municipality, owner } = await createCast(db());
    const id = await receiveAt(db(), municipality.id, received);
    await sweep(deps(), minutes(10));
    await acknowledge(deps(), as(owner.id, municipality), await refOf(id), {}, minutes(11));
    expect(await runSendJobs(deps(), minutes(11))).toEqual(['not_needed']);
    expect(await told()).toEqual([]);
    expect((await actionsOf(db(), id)).at(-1)).toBe('notice.not_needed');
  });

  it('before the step: nothing more is told of acknowledging, while the limit for the assessment climbs on', async () => {
    const { municipality, owner } = await createCast(db());
    const id = await receiveAt(db(), municipality.id, received);
    await acknowledge(deps(), as(owner.id, municipality), await refOf(id), {}, minutes(1));
    expect(await pass(719)).toEqual([]);
    expect(await pass(720)).toEqual([owner.email]);
    expect((await db().prisma.escalation.findMany({ where: { reportId: id } })).map(({ clock }) => clock)).toEqual(['dk.first-assessment']);
  });

  it('with a step left by mistake: the ladder ends and nobody is told', async () => {
    const { municipality, owner } = await createCast(db());
    const id = await receiveAt(db(), municipality.id, received);
    await db().prisma.report.update({ where: { id }, data: { state: 'acknowledged', acknowledgedById: owner.id } });
    expect(await sweep(deps(), minutes(10))).toMatchObject({ fired: 0, failed: 0 });
    expect(await ladder(id)).toMatchObject({ nextStep: null, nextStepAt: null, stoppedAt: minutes(10) });
  });

  it('handed back: the next round climbs from its first step', async () => {
    const { municipality, owner, dutyOfficer } = await createCast(db());
    const id = await receiveAt(db(), municipality.id, received);
    expect(await pass(10)).toEqual([dutyOfficer.email]);
    await acknowledge(deps(), as(owner.id, municipality), await refOf(id), {}, minutes(11));
    await handBack(deps(), as(owner.id, municipality), await refOf(id), { reason: 'x' }, minutes(60));
    expect(await pass(69)).toEqual([]);
    expect(await pass(70)).toEqual([dutyOfficer.email]);
    const steps = await db().prisma.escalation.findMany({ where: { reportId: id }, orderBy: { dueAt: 'asc' } });
    expect(steps.map(({ round, step }) => [round, step])).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(await ladder(id)).toMatchObject({ nextStep: 1, nextStepAt: minutes(90) });
  });
});

// T45, T46: nothing that is scheduled lives in a process or in a job alone.
describe('when every job is lost', () => {
  const waiting = async (name: string) =>
    (await db().pool.query("SELECT data FROM pgboss.job WHERE name = $1 AND state < 'completed'", [name])).rows;

  it('a kill between sweep and sending loses no notice: the recovery sweep makes the job again, once', async () => {
    const { municipality, dutyOfficer } = await createCast(db());
    await receiveAt(db(), municipality.id, received);
    await sweep(deps(), minutes(10));
    await db().pool.query('DELETE FROM pgboss.job');
    await sweep(deps(), minutes(10.5));
    expect(await waiting(SEND_NOTICE)).toEqual([]);
    for (const at of [11.1, 11.2, 11.3]) await sweep(deps(), minutes(at));
    expect(await waiting(SEND_NOTICE)).toHaveLength(1);
    await runSendJobs(deps(), minutes(12));
    expect(await told()).toEqual([dutyOfficer.email]);
    await sweep(deps(), minutes(13));
    expect(await waiting(SEND_NOTICE)).toEqual([]);
  });

  it('a notice left in the middle of its sending by a killed worker is sent', async () => {
    const { municipality, dutyOfficer } = await createCast(db());
    await receiveAt(db(), municipality.id, received);
    await sweep(deps(), minutes(10));
    await db().pool.query("UPDATE notice SET status = 'sending' WHERE status = 'queued'");
    await db().pool.query("UPDATE pgboss.job SET state = 'failed'");
    await sweep(deps(), minutes(12));
    await runSendJobs(deps(), minutes(12));
    expect(await told()).toEqual([dutyOfficer.email]);
  });

  it('a report that nobody has read gets its read job again, and only one', async () => {
    const { municipality } = await createCast(db());
    const id = await receiveAt(db(), municipality.id, received);
    await db().pool.query('DELETE FROM pgboss.job');
    for (const at of [0.5, 2, 3, 4]) await sweep(deps(), minutes(at));
    expect((await waiting(READ_REPORT)).filter((job) => job.data.reportId === id)).toHaveLength(1);
  });
});
