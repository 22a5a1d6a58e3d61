import { describe, expect, it } from 'vitest';
import { deadlinesFor } from '@/lib/domain/deadline';
import { DEFAULT_LAW_SETTINGS } from '@/lib/domain/law/settings';
import { COUNTRIES } from '@/lib/domain/report';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { readLawSettings } from './law-settings';
import { receiveReport } from './receive-report';

const db = useTestDatabase();
const received = new Date('2026-04-01T08:00:00Z');

async function deadlinesOf(municipalityId: string) {
  const { reportId } = await receiveReport(db().door, makeIncoming(municipalityId, { receivedAt: received }), received);
  return {
    reportId,
    read: () => db().prisma.deadline.findMany({ where: { reportId }, orderBy: { rule: 'asc' }, omit: { id: true, reportId: true } }),
  };
}

const change = (id: string, lawSettings: object) => db().prisma.municipality.update({ where: { id }, data: { lawSettings } });

/** What no rule has when it is stamped. */
const OWED = {
  metAt: null,
  metById: null,
  lapsedAt: null,
  notNeededAt: null,
  notNeededById: null,
  notNeededReason: null,
  notNeededNote: null,
  settledAt: null,
};

describe('the rules stamped on a report', () => {
  it.each(COUNTRIES)('%s: are those of the law pack with all that counting them again needs', async (country) => {
    const { municipality } = await createCast(db(), country);
    const { read, reportId } = await deadlinesOf(municipality.id);
    const expected = deadlinesFor(country, received, municipality.timeZone).map((rule) => ({ ...rule, ...OWED }));
    expect(await read()).toEqual(expected.toSorted((a, b) => (a.rule < b.rule ? -1 : 1)));
    const { dueAt } = await db().prisma.report.findUniqueOrThrow({ where: { id: reportId } });
    expect(dueAt).toEqual(expected[0]?.dueAt);
  });

  it('stay as they are when the municipality changes its settings; the next report has the new ones', async () => {
    const { municipality } = await createCast(db());
    const before = await deadlinesOf(municipality.id);
    const stamped = await before.read();
    await change(municipality.id, { weekdayReading: 'mon-sat', targets: { 'dk.feedback': { unit: 'weeks', count: 2 } } });
    const after = await (await deadlinesOf(municipality.id)).read();
    expect(await before.read()).toEqual(stamped);
    const confirm = (rules: typeof stamped) => rules.find(({ rule }) => rule === 'dk.confirm-receipt')?.lastDay;
    expect([confirm(stamped), confirm(after)]).toEqual(['2026-04-14', '2026-04-11']);
    expect(after.find(({ rule }) => rule === 'dk.feedback')).toMatchObject({ basis: 'target', limit: { unit: 'weeks', count: 2 } });
  });

  it('are the default ones when the stored settings cannot be understood: the report is taken all the same', async () => {
    const { municipality } = await createCast(db());
    for (const broken of [{ weekdayReading: 'always' }, { targets: { 'dk.first-assessment': { unit: 'days', count: 9 } } }, [1]]) {
      await change(municipality.id, broken);
      const rules = await (await deadlinesOf(municipality.id)).read();
      expect(rules.map(({ lastDay }) => lastDay)).toContain('2026-04-14');
      expect(readLawSettings(broken)).toEqual(DEFAULT_LAW_SETTINGS);
    }
  });
});
