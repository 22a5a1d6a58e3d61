import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANES, layOutMarks } from './lay-out-marks';

const from = new Date('2026-11-03T12:00:00Z');
const to = new Date('2026-11-04T12:00:00Z');
const mark = (minutes: number) => ({ dueAt: new Date(from.getTime() + minutes * 60_000).toISOString() });

describe('the marks of the time line', () => {
  it('stand at their instant, and above each other where they would cover each other', () => {
    const { placed, crowds } = layOutMarks([mark(360), mark(360), mark(720)], { from, to, slots: 10 });
    expect(placed.map(({ at, lane }) => [at, lane])).toEqual([
      [0.25, 0],
      [0.25, 1],
      [0.5, 0],
    ]);
    expect(crowds).toEqual([]);
  });

  it('that find no room are counted and not lost', () => {
    const { placed, crowds } = layOutMarks(
      Array.from({ length: 50 }, () => mark(720)),
      { from, to, slots: 10 },
    );
    expect(placed).toHaveLength(LANES);
    expect(crowds.map(({ at, marks }) => [at, marks.length])).toEqual([[0.5, 50 - LANES]]);
  });

  it('that have just passed, or lie beyond the line, are not on it', () => {
    expect(layOutMarks([mark(-1), mark(0), mark(1440), mark(1441)], { from, to, slots: 10 }).placed).toHaveLength(1);
  });

  it('are all there, none covers another in its lane, and no crowd covers a crowd', () => {
    const minutes = fc.array(fc.integer({ min: 1, max: 1440 }), { maxLength: 120 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 50 }), (times, slots) => {
        const { placed, crowds } = layOutMarks(times.sort((a, b) => a - b).map(mark), { from, to, slots });
        expect(placed.length + crowds.reduce((sum, { marks }) => sum + marks.length, 0)).toBe(times.length);
        const apart = (places: number[]) => places.slice(1).every((at, index) => at - (places[index] ?? 0) >= 1 / slots - 1e-9);
        for (let lane = 0; lane < LANES; lane++) expect(apart(placed.filter((one) => one.lane === lane).map(({ at }) => at))).toBe(true);
        expect(apart(crowds.map(({ at }) => at))).toBe(true);
      }),
    );
  });
});
