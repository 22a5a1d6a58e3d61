import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTRIES, URGENCIES } from '../report';
import { defaultPolicy } from './default-policy';
import { firstPosition, type LadderPosition, positionAfter, reposition, stepInstants } from './ladder';
import type { PolicyStep } from './policy';

const start = new Date('2026-11-02T10:00:00Z');
const at = (minutes: number, from = start) => new Date(from.getTime() + minutes * 60_000);
const due = at(24 * 60);
const acute = defaultPolicy('dk').acknowledge.acute;

/** Takes each step at its instant, until `until`. */
function climb(steps: readonly PolicyStep[], round: { startedAt: Date; dueAt: Date | null }, until: Date) {
  const taken: NonNullable<LadderPosition>[] = [];
  let position = firstPosition(steps, round);
  while (position && position.at <= until) {
    taken.push(position);
    position = positionAfter(steps, round, position, position.at);
  }
  return taken;
}

const steps = fc.constantFrom(
  ...COUNTRIES.flatMap((country) => {
    const policy = defaultPolicy(country);
    return [...URGENCIES.flatMap((urgency) => [policy.acknowledge[urgency], policy.assess[urgency]]), policy.duty];
  }),
);
const round = fc
  .record({ from: fc.integer({ min: 0, max: 1_000_000 }), due: fc.option(fc.integer({ min: -14_400, max: 43_200 }), { nil: null }) })
  .map(({ from, due: offset }) => ({ startedAt: at(from), dueAt: offset === null ? null : at(from + offset) }));

describe('a ladder', () => {
  it('of an acute report tells at 10, 30 and 60 minutes, then hourly, and every two hours once it is overdue', () => {
    const taken = climb(acute, { startedAt: start, dueAt: due }, at(28 * 60));
    const minutes = taken.map((one) => (one.at.getTime() - start.getTime()) / 60_000);
    const hourly = Array.from({ length: 23 }, (_, hour) => (hour + 1) * 60);
    expect(minutes).toEqual([10, 30, ...hourly, 24 * 60, 26 * 60, 28 * 60]);
    expect(taken.at(-1)).toEqual({ step: 3, repeat: 2, at: at(28 * 60) });
  });

  it('never stops while a step repeats, and each step comes once', () => {
    fc.assert(
      fc.property(steps, round, (given, when) => {
        const taken = climb(given, when, at(60 * 24 * 60, when.startedAt));
        const keys = taken.map(({ step, repeat }) => `${step}.${repeat}`);
        expect(new Set(keys).size).toBe(keys.length);
        const instants = taken.map((one) => one.at.getTime());
        expect(instants).toEqual([...instants].sort((a, b) => a - b));
        expect(taken.filter(({ repeat }) => repeat === 0).map(({ at: instant }) => instant)).toEqual(
          stepInstants(given, when).filter((instant) => instant && instant <= at(60 * 24 * 60, when.startedAt)),
        );
      }),
    );
  });

  it('no step waits beyond a due instant that lies ahead', () => {
    fc.assert(
      fc.property(steps, round, (given, when) => {
        fc.pre(when.dueAt !== null && when.dueAt > when.startedAt);
        for (const instant of stepInstants(given, when)) expect(instant?.getTime()).toBeLessThanOrEqual((when.dueAt as Date).getTime());
      }),
    );
  });

  it('after an outage takes each missed step once, and no missed repetition', () => {
    const back = at(6 * 24 * 60 + 7);
    const when = { startedAt: start, dueAt: due };
    const taken: NonNullable<LadderPosition>[] = [];
    let position = firstPosition(acute, when);
    while (position && position.at <= back) {
      taken.push(position);
      position = positionAfter(acute, when, position, back);
    }
    expect(taken.map(({ step, repeat }) => [step, repeat])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
    expect(position?.at.getTime()).toBeGreaterThan(back.getTime());
  });

  it('a share of the time left counts from where the round began', () => {
    const assess = defaultPolicy('dk').assess.normal;
    expect(stepInstants(assess, { startedAt: start, dueAt: due })).toEqual([at(720), at(1080), at(1296), due]);
    expect(stepInstants(assess, { startedAt: at(1200), dueAt: due })).toEqual([at(1320), at(1380), at(1416), due]);
    expect(stepInstants(assess, { startedAt: at(1500), dueAt: due })).toEqual(Array(4).fill(at(1500)));
  });

  it('has no share and no due step where no limit is known', () => {
    expect(stepInstants(acute, { startedAt: start, dueAt: null })).toEqual([at(10), at(30), at(60), null]);
    expect(firstPosition(defaultPolicy('dk').duty, { startedAt: start, dueAt: null })).toBeNull();
  });

  it('raising the urgency brings the next step nearer and never takes a step twice', () => {
    fc.assert(
      fc.property(round, fc.integer({ min: 0, max: 3 }), (when, climbed) => {
        const policy = defaultPolicy('dk');
        let position = firstPosition(policy.acknowledge.normal, when);
        for (let count = 0; count < climbed && position; count += 1) {
          position = positionAfter(policy.acknowledge.normal, when, position, position.at);
        }
        fc.pre(position !== null);
        const raised = reposition(position, policy.acknowledge.acute, when, true);
        expect(raised?.step).toBe(position?.step);
        expect(raised?.at.getTime()).toBeLessThanOrEqual((position as NonNullable<LadderPosition>).at.getTime());
      }),
    );
  });
});
