import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstPosition, type LadderPosition, positionAfter, stepInstants } from '../escalation/ladder';
import { move } from '../escalation/ladders-of-report';
import type { Delay, PolicyStep } from '../escalation/policy';
import { above, bottom, type Rung, rungs, type Span, shifted } from './climb';

const START = new Date('2026-11-02T10:00:00Z').getTime();

const delay: fc.Arbitrary<Delay> = fc.oneof(
  fc.record({ kind: fc.constant('minutes' as const), minutes: fc.integer({ min: 0, max: 3000 }) }),
  fc.record({ kind: fc.constant('share' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.constant({ kind: 'due' as const }),
);
const step: fc.Arbitrary<PolicyStep> = fc.record({
  name: fc.constant('warn' as const),
  delay,
  tell: fc.constant([]),
  means: fc.constant([]),
  repeatMinutes: fc.option(fc.integer({ min: 1, max: 600 })),
  alarm: fc.constant(false),
});
const steps = fc.array(step, { minLength: 1, maxLength: 5 });
const span: fc.Arbitrary<Span> = fc
  .option(fc.integer({ min: -600, max: 6000 }))
  .map((minutes) => ({ from: START, due: minutes === null ? null : START + minutes * 60_000 }));
const later = fc.integer({ min: 0, max: 10_000 }).map((minutes) => minutes * 60_000);

const round = ({ from, due }: Span) => ({ startedAt: new Date(from), dueAt: due === null ? null : new Date(due) });
const position = (rung: Rung | null): LadderPosition => rung && { ...rung, at: new Date(rung.at) };

describe('the auditor counts for itself, and as the ladder does', () => {
  it('the instants of all steps, and the first', () => {
    fc.assert(
      fc.property(steps, span, (policy, of) => {
        expect(rungs(policy, of)).toEqual(stepInstants(policy, round(of)).map((at) => at?.getTime() ?? null));
        expect(position(bottom(policy, of))).toEqual(firstPosition(policy, round(of)));
      }),
    );
  });

  it('what comes after each step, however late it was taken, to the end of a week', () => {
    fc.assert(
      fc.property(steps, span, fc.array(later, { maxLength: 6 }), (policy, of, delays) => {
        let rung = bottom(policy, of);
        for (const late of delays) {
          if (!rung) break;
          const at = rung.at + late;
          const ladder = positionAfter(policy, round(of), { ...rung, at: new Date(rung.at) }, new Date(at));
          rung = above(policy, of, rung, at);
          expect(position(rung)).toEqual(ladder);
        }
      }),
    );
  });

  it('where a ladder stands after the urgency or the limit changed', () => {
    fc.assert(
      fc.property(steps, steps, span, fc.boolean(), later, later, (before, after, of, nearer, taken, changed) => {
        const first = bottom(before, of);
        const rung = first && above(before, of, first, first.at + taken);
        fc.pre(rung !== null);
        const at = START + changed;
        const moved = move({ ...(rung as Rung), at: new Date((rung as Rung).at) }, after, round(of), nearer, new Date(at));
        expect(position(shifted(rung as Rung, after, of, nearer, at))).toEqual(moved.position);
      }),
    );
  });
});
