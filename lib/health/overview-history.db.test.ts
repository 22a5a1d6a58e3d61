import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { receiveWithDeadlines } from '@/lib/testing/make-deadline';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { readLatenessHistory } from './overview-history';

const db = useTestDatabase();
const now = new Date('2026-11-04T12:00:00Z');
const at = (instant: string) => new Date(instant);
const HOUR = 3600;

type Place = { id: string; timeZone: string };
const read = (place: Place, kind: 'week' | 'month', when = now) => readLatenessHistory(db().pool, place, kind, when);

describe('the history of lateness', () => {
  it('counts what was met late or passed unmet by the week it fell due in, with the median and the longest lateness', async () => {
    const { municipality } = await createCast(db());
    const dueAt = at('2026-10-28T10:00:00Z');
    const receive = (more: { metAt?: Date; lapsedAt?: Date }) => receiveWithDeadlines(db(), municipality.id, [{ dueAt, ...more }]);
    await receive({ metAt: at('2026-10-28T10:00:00Z') });
    await receive({ metAt: at('2026-10-28T11:00:00Z') });
    await receive({ metAt: at('2026-10-28T13:00:00Z') });
    await receive({});
    await receive({ lapsedAt: at('2026-10-28T09:00:00Z') });
    const { periods, rules } = await read(municipality, 'week');
    const unmetFor = (now.getTime() - dueAt.getTime()) / 1000;
    const figures = { due: 4, late: 3, unmet: 1, medianSeconds: 3 * HOUR, longestSeconds: unmetFor };
    expect(periods).toHaveLength(12);
    expect(periods[1]).toEqual({
      firstDay: '2026-10-26',
      lastDay: '2026-11-01',
      all: figures,
      byRule: [{ rule: 'dk.first-assessment', basis: 'statutory', ...figures }],
      lateSteps: 0,
      failedNotices: 0,
    });
    expect(rules).toEqual([{ rule: 'dk.first-assessment', basis: 'statutory', ...figures }]);
    expect(periods[0]?.all).toEqual({ due: 0, late: 0, unmet: 0, medianSeconds: null, longestSeconds: null });
  });

  it('the median is taken over all rules anew, and of an even number it is the middle between two', async () => {
    const { municipality } = await createCast(db());
    const dueAt = at('2026-10-28T10:00:00Z');
    const late = (hours: number) => new Date(dueAt.getTime() + hours * 3_600_000);
    await receiveWithDeadlines(db(), municipality.id, [
      { dueAt, metAt: late(1) },
      { rule: 'dk.confirm-receipt', dueAt, metAt: late(5) },
    ]);
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt, metAt: late(3) }]);
    const { periods } = await read(municipality, 'week');
    expect(periods[1]?.all).toMatchObject({ late: 3, medianSeconds: 3 * HOUR, longestSeconds: 5 * HOUR });
    expect(periods[1]?.byRule.map(({ rule, medianSeconds }) => [rule, medianSeconds])).toEqual([
      ['dk.confirm-receipt', 5 * HOUR],
      ['dk.first-assessment', 2 * HOUR],
    ]);
  });

  it('weeks and months end at local midnight, also in the week of a clock change', async () => {
    const { municipality } = await createCast(db(), 'no');
    for (const dueAt of ['2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z', '2026-10-31T22:59:59Z', '2026-10-31T23:00:00Z'])
      await receiveWithDeadlines(db(), municipality.id, [{ rule: 'no.review', dueAt: at(dueAt) }]);
    const due = async (kind: 'week' | 'month') =>
      (await read(municipality, kind)).periods.filter(({ all }) => all.due > 0).map(({ firstDay, all }) => [firstDay, all.due]);
    expect(await due('week')).toEqual([
      ['2026-10-26', 3],
      ['2026-10-19', 1],
    ]);
    expect(await due('month')).toEqual([
      ['2026-11-01', 1],
      ['2026-10-01', 3],
    ]);
  });

  it('does not count a deadline that is still to come', async () => {
    const { municipality } = await createCast(db());
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt: at('2026-11-04T12:00:01Z') }]);
    expect((await read(municipality, 'month')).periods[0]?.all.due).toBe(0);
    expect((await read(municipality, 'month', at('2026-11-04T12:00:01Z'))).periods[0]?.all).toMatchObject({ due: 1, late: 1, unmet: 1 });
  });

  it('counts steps that fired late and notices that were given up, of this municipality only', async () => {
    const { municipality, otherMunicipality, dutyOfficer } = await createCast(db());
    const { reportId } = await receiveWithDeadlines(db(), municipality.id, []);
    const elsewhere = await receiveWithDeadlines(db(), otherMunicipality.id, [{ dueAt: at('2026-10-28T10:00:00Z') }]);
    const firedAt = at('2026-10-28T10:00:00Z');
    const step = (id: string, number: number, late: boolean) =>
      db().prisma.escalation.create({
        data: { reportId: id, step: number, name: 'warn', dueAt: at('2026-10-28T09:00:00Z'), firedAt, late },
      });
    await step(reportId, 0, true);
    await step(reportId, 1, false);
    await step(elsewhere.reportId, 0, true);
    for (const [municipalityId, status] of [
      [municipality.id, 'failed'],
      [municipality.id, 'sent'],
      [otherMunicipality.id, 'failed'],
    ] as const) {
      await db().prisma.notice.create({
        data: {
          municipalityId,
          status,
          kind: 'escalation',
          idempotencyKey: randomUUID(),
          recipientId: dutyOfficer.id,
          address: dutyOfficer.email,
          createdAt: firedAt,
        },
      });
    }
    const { periods } = await read(municipality, 'week');
    expect(periods[1]).toMatchObject({ lateSteps: 1, failedNotices: 1, all: { due: 0 } });
  });
});
