import { describe, expect, it } from 'vitest';
import type { CompliancePeriod } from '@/lib/domain/compliance';
import { receiveWithDeadlines } from '@/lib/testing/make-deadline';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { readCompliance } from './compliance';

const db = useTestDatabase();
const now = new Date('2026-11-15T12:00:00Z');
const at = (instant: string) => new Date(instant);

type Place = Awaited<ReturnType<typeof createCast>>['municipality'];
const read = (place: Place, from: string, to: string, when = now) => readCompliance(db().pool, place, { from, to }, when);

async function figures(place: Place, period: CompliancePeriod, rule = 'dk.first-assessment', when = now) {
  const { rules } = await readCompliance(db().pool, place, period, when);
  return rules.find((one) => one.rule === rule);
}

describe('the compliance report', () => {
  it('tells apart what was met on time, met late, not met and not needed, and leaves out what is not due yet', async () => {
    const { municipality } = await createCast(db());
    const dueAt = at('2026-10-10T10:00:00Z');
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt, metAt: at('2026-10-10T10:00:00Z') }]);
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt, metAt: at('2026-10-09T10:00:00Z') }]);
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt, metAt: at('2026-10-10T10:00:00.001Z') }]);
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt }]);
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt, lapsedAt: at('2026-10-10T09:00:00Z') }]);
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt, lapsedAt: at('2026-10-10T11:00:00Z') }]);
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt: at('2026-11-15T12:00:01Z') }]);
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt: at('2026-11-20T12:00:00Z'), metAt: at('2026-11-14T12:00:00Z') }]);
    const october = { due: 6, metOnTime: 2, metLate: 1, notMet: 2, notNeeded: 1, metByShownDay: null };
    const none = { due: 0, metOnTime: 0, metLate: 0, notMet: 0, notNeeded: 0, metByShownDay: null };
    expect(await figures(municipality, { from: '2026-10', to: '2026-11' })).toEqual({
      rule: 'dk.first-assessment',
      basis: 'statutory',
      months: [
        { month: '2026-10', figures: october },
        { month: '2026-11', figures: none },
      ],
      total: october,
    });
    expect((await read(municipality, '2026-10', '2026-11')).notYetDue).toBe(2);
  });

  it.each([
    ['dk', '2026-03-31T21:59:59Z', '2026-03'],
    ['dk', '2026-03-31T22:00:00Z', '2026-04'],
    ['no', '2026-10-31T22:59:59Z', '2026-10'],
    ['se', '2026-10-31T23:00:00Z', '2026-11'],
    ['no', '2025-12-31T22:59:59Z', '2025-12'],
    ['se', '2025-12-31T23:00:00Z', '2026-01'],
  ] as const)('counts a deadline in the month of the municipality’s own calendar (%s, %s)', async (country, dueAt, month) => {
    const { municipality } = await createCast(db(), country);
    await receiveWithDeadlines(db(), municipality.id, [{ rule: 'x.first-assessment', dueAt: at(dueAt) }]);
    const rule = await figures(municipality, { from: '2025-12', to: '2026-11' }, 'x.first-assessment');
    expect(rule?.months.filter((one) => one.figures.due > 0).map((one) => one.month)).toEqual([month]);
    expect((await figures(municipality, { from: month, to: month }, 'x.first-assessment'))?.total.due).toBe(1);
  });

  it('a zone on the other side of the world has other months', async () => {
    const { municipality } = await createCast(db());
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt: at('2026-10-31T23:30:00Z') }]);
    const months = async (timeZone: string) => {
      const { rules } = await readCompliance(db().pool, { ...municipality, timeZone }, { from: '2026-10', to: '2026-11' }, now);
      return rules[0]?.months.map((one) => one.figures.due);
    };
    expect(await months('Europe/Copenhagen')).toEqual([0, 1]);
    expect(await months('America/New_York')).toEqual([1, 0]);
  });

  it('what was met by the shown day is a second count, by the municipality’s calendar', async () => {
    const { municipality } = await createCast(db());
    const clock = {
      rule: 'dk.confirm-receipt',
      dueAt: at('2026-04-14T21:59:59Z'),
      lastDay: '2026-04-14',
      shownLastDay: '2026-04-11',
      limit: { unit: 'weekdays', count: 6, reading: 'mon-fri' },
    };
    for (const metAt of ['2026-04-11T21:59:59Z', '2026-04-11T22:00:00Z', '2026-04-14T21:59:59Z', '2026-04-14T22:00:00Z'])
      await receiveWithDeadlines(db(), municipality.id, [{ ...clock, metAt: at(metAt) }]);
    expect((await figures(municipality, { from: '2026-04', to: '2026-04' }, 'dk.confirm-receipt'))?.total).toEqual({
      due: 4,
      metOnTime: 3,
      metLate: 1,
      notMet: 0,
      notNeeded: 0,
      metByShownDay: 1,
    });
  });

  it('a limit in hours has no shown day, though its last day is stamped', async () => {
    const { municipality } = await createCast(db());
    const dueAt = at('2026-10-10T10:00:00Z');
    await receiveWithDeadlines(db(), municipality.id, [{ dueAt, metAt: dueAt, lastDay: '2026-10-10', shownLastDay: '2026-10-10' }]);
    expect((await figures(municipality, { from: '2026-10', to: '2026-10' }))?.total.metByShownDay).toBeNull();
  });

  it('statutory limits come before targets, and a rule whose basis changed stands under both', async () => {
    const { municipality } = await createCast(db(), 'se');
    const dueAt = at('2026-10-10T10:00:00Z');
    await receiveWithDeadlines(db(), municipality.id, [
      { rule: 'se.protection-assessment', basis: 'target', dueAt },
      { rule: 'se.open-inquiry', basis: 'statutory', dueAt },
    ]);
    await receiveWithDeadlines(db(), municipality.id, [{ rule: 'se.protection-assessment', basis: 'statutory', dueAt }]);
    const { rules } = await read(municipality, '2026-10', '2026-10');
    expect(rules.map(({ basis, rule, total }) => [basis, rule, total.due])).toEqual([
      ['statutory', 'se.protection-assessment', 1],
      ['statutory', 'se.open-inquiry', 1],
      ['target', 'se.protection-assessment', 1],
    ]);
  });

  it('names the rules of the country also where nothing fell due, and counts nothing of another municipality', async () => {
    const { municipality, otherMunicipality } = await createCast(db(), 'no');
    await receiveWithDeadlines(db(), otherMunicipality.id, [{ rule: 'no.review', dueAt: at('2026-10-10T10:00:00Z') }]);
    const { rules } = await read(municipality, '2026-10', '2026-10');
    expect(rules.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['no.immediate', 'no.review', 'no.confirm-receipt']));
    expect(rules.every(({ total }) => total.due === 0)).toBe(true);
  });
});
