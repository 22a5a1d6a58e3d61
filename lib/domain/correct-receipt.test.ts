import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedClocks } from './correct-receipt';
import { deadlinesFor, nextDue } from './deadline';
import { DEFAULT_LAW_SETTINGS } from './law/settings';
import { COUNTRIES, type Country } from './report';

const ZONES: Record<Country, string> = { dk: 'Europe/Copenhagen', no: 'Europe/Oslo', se: 'Europe/Stockholm' };
const instants = fc.date({ min: new Date('2023-01-01'), max: new Date('2032-01-01'), noInvalidDate: true });
const owed = (country: Country, receivedAt: Date) =>
  deadlinesFor(country, receivedAt, ZONES[country], DEFAULT_LAW_SETTINGS).map((deadline) => ({
    ...deadline,
    metAt: null as Date | null,
    lapsedAt: null as Date | null,
  }));

describe('a receipt that was earlier than was thought', () => {
  it('never makes a limit due later, and gives those that a report received then would have', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...COUNTRIES),
        instants,
        fc.integer({ min: 1, max: 366 * 86_400_000 }),
        (country, receivedAt, earlier) => {
          const to = new Date(receivedAt.getTime() - earlier);
          const before = owed(country, receivedAt);
          const moved = correctedClocks(before, to, { country, timeZone: ZONES[country] });
          const after = before.map((deadline) => ({ ...deadline, ...moved.find((each) => each.deadline === deadline)?.clock }));
          for (const [index, { dueAt }] of after.entries()) expect((dueAt ?? 0) <= (before[index]?.dueAt ?? 0)).toBe(true);
          expect((nextDue(after) as Date) <= (nextDue(before) as Date)).toBe(true);
          expect(after).toEqual(owed(country, to));
        },
      ),
    );
  });

  it('keeps a due instant that was stamped otherwise and would become later', () => {
    const [first] = owed('dk', new Date('2026-11-02T10:00:00Z'));
    if (!first) throw new Error('no rule');
    const early = { ...first, dueAt: new Date('2026-11-02T11:00:00Z') };
    const moved = correctedClocks([early], new Date('2026-11-02T09:00:00Z'), { country: 'dk', timeZone: ZONES.dk });
    expect(moved[0]?.clock).toMatchObject({ startedAt: new Date('2026-11-02T09:00:00Z'), dueAt: early.dueAt });
  });

  it('leaves alone what is met, fell away, or starts with something else', () => {
    const now = new Date('2026-11-02T10:00:00Z');
    const rows = owed('no', now).map((row) =>
      row.rule === 'no.review' ? { ...row, metAt: now } : row.rule === 'no.investigation' ? { ...row, lapsedAt: now } : row,
    );
    const moved = correctedClocks(rows, new Date('2026-11-01T10:00:00Z'), { country: 'no', timeZone: ZONES.no });
    expect(moved.map(({ deadline }) => deadline.rule)).toEqual(['no.immediate', 'no.confirm-receipt', 'no.investigation-extended']);
  });
});
