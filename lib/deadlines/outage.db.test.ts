import { beforeEach, describe, expect, it } from 'vitest';
import { onlyClock, receiveAt, standStill, stepDeps } from '@/lib/testing/engine';
import { type Cast, createCast, useTestDatabase } from '@/lib/testing/test-database';
import { sweep } from './sweep';
import { HANDFUL } from './tell-late';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const minutes = (count: number) => new Date(received.getTime() + count * 60_000);
const DAY = 24 * 60;

beforeEach(() => standStill(db()));

const noticesOf = ({ id }: { id: string }) =>
  db().prisma.notice.findMany({ where: { recipientId: id }, include: { escalations: { include: { escalation: true } } } });

const stepsOf = async (reportId: string) =>
  (await db().prisma.escalation.findMany({ where: { reportId }, orderBy: [{ clock: 'asc' }, { step: 'asc' }, { repeat: 'asc' }] })).map(
    ({ clock, step, repeat, late }) => `${clock} ${step}.${repeat}${late ? ' late' : ''}`,
  );

// T24
describe('after everything was down', () => {
  it.each([
    ['6 minutes', 6, ['acknowledge 0.0 late']],
    ['6 hours', 360, ['acknowledge 0.0 late', 'acknowledge 1.0 late', 'acknowledge 2.0 late']],
    [
      '6 days',
      6 * DAY,
      [...[0, 1, 2, 3].map((step) => `acknowledge ${step}.0 late`), ...[0, 1, 2, 3].map((step) => `dk.first-assessment ${step}.0 late`)],
    ],
  ] as const)('for %s each missed step fires once, marked late, and the ladder is where it should be', async (_, outage, steps) => {
    const { municipality } = await createCast(db());
    const id = await receiveAt(db(), municipality.id, received);
    const back = minutes(10 + outage);
    expect(await sweep(stepDeps(db()), back)).toMatchObject({ fired: steps.length, late: steps.length, failed: 0 });
    expect(await sweep(stepDeps(db()), back)).toMatchObject({ fired: 0 });
    expect(await stepsOf(id)).toEqual(steps);
    const ladders = await db().prisma.ladder.findMany({ where: { reportId: id, stoppedAt: null } });
    for (const { nextStepAt } of ladders) expect(nextStepAt?.getTime()).toBeGreaterThan(back.getTime());
    const fired = await db().prisma.escalation.findFirstOrThrow({ where: { reportId: id, clock: 'acknowledge', step: 0 } });
    expect(fired).toMatchObject({ dueAt: minutes(10), firedAt: back });
  });

  it('a person who would be told of more than a handful gets one notice of all, most urgent first, linked to every step', async () => {
    const cast = await createCast(db());
    const ids: string[] = [];
    for (let count = 0; count <= HANDFUL + 20; count += 1) ids.push(await receiveAt(db(), cast.municipality.id, minutes(count / 10)));
    await onlyClock(db(), 'acknowledge');
    await db().prisma.report.update({ where: { id: ids[0] }, data: { urgency: 'normal' } });
    await sweep(stepDeps(db()), minutes(50));
    const [summary, ...others] = await noticesOf(cast.dutyOfficer);
    expect(others).toEqual([]);
    expect(summary).toMatchObject({ kind: 'summary', reportId: null, status: 'queued', municipalityId: cast.municipality.id });
    const fired = await db().prisma.escalation.findMany({ where: { reportId: { in: ids }, late: true } });
    expect(summary?.escalations.map(({ escalationId }) => escalationId).sort()).toEqual(fired.map(({ id }) => id).sort());
    const { reports } = (summary?.body ?? {}) as { reports: { ref: string; urgency: string }[] };
    expect(reports).toHaveLength(ids.length);
    expect(reports.map(({ urgency }) => urgency)).toEqual([...Array(ids.length - 1).fill('acute'), 'normal']);
    const jobs = await db().pool.query('SELECT FROM pgboss.job WHERE singleton_key = $1', [summary?.id]);
    expect(jobs.rowCount).toBe(1);
  });

  it('a person who would be told of a handful is told of each', async () => {
    const cast = await createCast(db());
    for (let count = 0; count < HANDFUL; count += 1) await receiveAt(db(), cast.municipality.id, received);
    await onlyClock(db(), 'acknowledge');
    await sweep(stepDeps(db()), minutes(20));
    expect((await noticesOf(cast.dutyOfficer)).map(({ kind }) => kind)).toEqual(Array(HANDFUL).fill('escalation'));
    expect(await noticesOf(cast.supervisor)).toEqual([]);
  });

  it('steps that come on time meanwhile are told one by one', async () => {
    const cast = await createCast(db());
    for (let count = 0; count <= HANDFUL; count += 1) await receiveAt(db(), cast.municipality.id, received);
    const onTime = await receiveAt(db(), cast.municipality.id, minutes(10));
    await onlyClock(db(), 'acknowledge');
    await sweep(stepDeps(db()), minutes(20));
    const kinds = (await noticesOf(cast.dutyOfficer)).map(({ kind, reportId }) => [kind, reportId]).sort();
    expect(kinds).toEqual([
      ['escalation', onTime],
      ['summary', null],
    ]);
  });

  it('what a pass that broke off left owing is told by the next one', async () => {
    const cast = await createCast(db());
    const id = await receiveAt(db(), cast.municipality.id, received);
    await onlyClock(db(), 'acknowledge');
    await db().pool.query(`CREATE FUNCTION break_notice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$`);
    await db().pool.query('CREATE TRIGGER break_notice BEFORE INSERT ON notice FOR EACH ROW EXECUTE FUNCTION break_notice()');
    expect(await sweep(stepDeps(db()), minutes(20))).toMatchObject({ fired: 1, failed: 1 });
    expect(await db().prisma.owedNotice.count()).toBe(1);
    await db().pool.query('DROP TRIGGER break_notice ON notice');
    expect(await sweep(stepDeps(db()), minutes(20.1))).toMatchObject({ fired: 0, failed: 0 });
    const [notice] = await noticesOf(cast.dutyOfficer);
    expect(notice).toMatchObject({ kind: 'escalation', reportId: id, escalations: [{ escalation: { step: 0, late: true } }] });
  });

  it('of hundreds of reports each step is there once, however many sweep at once, and nobody gets more than a few notices', async () => {
    const casts: Cast[] = [await createCast(db()), await createCast(db())];
    for (const { municipality } of casts) for (let count = 0; count < 150; count += 1) await receiveAt(db(), municipality.id, received);
    await onlyClock(db(), 'acknowledge');
    const results = await Promise.all(Array.from({ length: 3 }, () => sweep(stepDeps(db()), minutes(50))));
    expect(results.reduce((sum, { fired }) => sum + fired, 0)).toBe(600);
    const { rows } = await db().pool.query(
      `SELECT count(*)::int AS links, count(DISTINCT (ne.escalation_id, n.recipient_id, n.means))::int AS told, count(DISTINCT n.id)::int AS notices
       FROM notice_escalation ne JOIN notice n ON n.id = ne.notice_id WHERE n.municipality_id = ANY($1)`,
      [casts.map(({ municipality }) => municipality.id)],
    );
    // The first step tells one person, the second two.
    expect(rows[0]).toMatchObject({ links: 900, told: 900 });
    expect(rows[0].notices).toBeLessThanOrEqual(4 * 3);
  }, 60_000);
});
