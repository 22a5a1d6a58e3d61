import { describe, expect, it } from 'vitest';
import type { TimeLineHours } from '@/lib/domain/time-line';
import { receiveWithDeadlines } from '@/lib/testing/make-deadline';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { readOverview } from './overview';

const db = useTestDatabase();
const now = new Date('2026-11-03T12:00:00Z');
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

async function timeLine(municipalityId: string, hours?: TimeLineHours) {
  const { reports } = await readOverview(db().pool, municipalityId, true, now, hours);
  if (!reports) throw new Error('The reports are missing.');
  return reports.timeLine;
}

describe('the time line', () => {
  it('shows every running deadline of the next hours in its unit, also of an assessed report, and no met or lapsed one', async () => {
    const { municipality } = await createCast(db());
    const both = await receiveWithDeadlines(db(), municipality.id, [
      { dueAt: inHours(2) },
      { rule: 'dk.confirm-receipt', dueAt: inHours(1) },
    ]);
    const assessed = await receiveWithDeadlines(db(), municipality.id, [
      { dueAt: inHours(3), metAt: inHours(-1) },
      { rule: 'dk.confirm-receipt', dueAt: inHours(4) },
      { rule: 'dk.feedback', basis: 'target', dueAt: inHours(5), lapsedAt: inHours(-1) },
    ]);
    await db().prisma.report.update({ where: { id: assessed.reportId }, data: { state: 'assessed' } });
    const { units, leftOut } = await timeLine(municipality.id);
    expect(leftOut).toBe(0);
    expect(units).toHaveLength(1);
    expect(units[0]).toMatchObject({ name: 'Intake', overdue: 0, oldest: null });
    expect(units[0]?.marks.map(({ ref, rule, state, basis, dueAt }) => [ref, rule, state, basis, dueAt])).toEqual([
      [both.ref, 'dk.confirm-receipt', 'unacknowledged', 'statutory', inHours(1)],
      [both.ref, 'dk.first-assessment', 'unacknowledged', 'statutory', inHours(2)],
      [assessed.ref, 'dk.confirm-receipt', 'assessed', 'statutory', inHours(4)],
    ]);
  });

  it('goes as far as was asked: the last second counts, the next one does not', async () => {
    const { municipality } = await createCast(db());
    const due = [8, 8.001, 24, 24.001, 168, 168.001];
    for (const hours of due) await receiveWithDeadlines(db(), municipality.id, [{ dueAt: inHours(hours) }]);
    const marks = async (hours: TimeLineHours) => (await timeLine(municipality.id, hours)).units[0]?.marks.length;
    expect([await marks(8), await marks(24), await marks(168)]).toEqual([1, 3, 5]);
  });

  it('stacks what is overdue at the edge: how many by unit, and since when', async () => {
    const { municipality } = await createCast(db());
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt: inHours(-30) }, { rule: 'dk.confirm-receipt', dueAt: inHours(-2) }]);
    const lost = await receiveWithDeadlines(db(), municipality.id, [{ dueAt: now }]);
    await db().prisma.report.update({ where: { id: lost.reportId }, data: { unitId: null } });
    const { units } = await timeLine(municipality.id);
    expect(units.map(({ name, overdue, oldest, marks }) => [name, overdue, oldest, marks.length])).toEqual([
      ['Intake', 2, inHours(-30), 0],
      [null, 1, now, 0],
    ]);
  });

  it('says how many it leaves out when there are more than anybody can read', async () => {
    const { municipality } = await createCast(db());
    const { reportId } = await receiveWithDeadlines(db(), municipality.id, []);
    await db().pool.query(
      `INSERT INTO deadline (id, report_id, rule, citation, old_citation, basis, certainty, from_event, applies_to, gates_queue, due_at)
       SELECT gen_random_uuid(), $1, 'x.' || i, 'x', 'x', 'target', 'V1', 'received', 'every', false, $2::timestamptz + i * interval '1 second'
       FROM generate_series(1, 320) AS i`,
      [reportId, now],
    );
    const { units, leftOut } = await timeLine(municipality.id);
    expect([units[0]?.marks.length, leftOut]).toEqual([300, 20]);
    expect(units[0]?.marks.at(-1)?.rule).toBe('x.300');
  });
});

describe('the lists of running deadlines', () => {
  it('a confirmation that is owed after the assessment is overdue under other duties, and is not lost with the queue', async () => {
    const { municipality, owner } = await createCast(db());
    const { ref, reportId } = await receiveWithDeadlines(db(), municipality.id, [
      { dueAt: inHours(-48), metAt: inHours(-50) },
      { rule: 'dk.confirm-receipt', dueAt: inHours(-1) },
    ]);
    await db().prisma.report.update({
      where: { id: reportId },
      data: { state: 'assessed', assessedById: owner.id, dueAt: null },
    });
    const { totals, reports } = await readOverview(db().pool, municipality.id, true, now);
    expect(totals).toMatchObject({ open: 0, overdue: 0, dutiesOverdue: 1 });
    expect(reports?.overdue).toEqual([]);
    expect(reports?.dutiesOverdue.map((row) => [row.ref, row.rule, row.state, row.holder])).toEqual([
      [ref, 'dk.confirm-receipt', 'assessed', 'owner'],
    ]);
  });

  it('are not shown to whoever may not open reports', async () => {
    const { municipality } = await createCast(db());
    await receiveWithDeadlines(db(), municipality.id, [{ rule: 'dk.confirm-receipt', dueAt: inHours(-1) }]);
    expect(await readOverview(db().pool, municipality.id, false, now)).toMatchObject({ reports: null, totals: { dutiesOverdue: 1 } });
  });
});
