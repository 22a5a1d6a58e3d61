import { describe, expect, it } from 'vitest';
import { bySummaryOrder, isStillNeeded, type SummaryEntry } from './notice';

describe('whether a notice still has something to tell', () => {
  it.each([
    ['acknowledge', 'unacknowledged', [], true],
    ['acknowledge', 'acknowledged', ['dk.first-assessment'], false],
    ['acknowledge', 'assessed', [], false],
    ['dk.first-assessment', 'acknowledged', ['dk.first-assessment'], true],
    ['dk.first-assessment', 'unacknowledged', ['dk.first-assessment'], true],
    ['dk.first-assessment', 'assessed', ['dk.confirm-receipt'], false],
    ['dk.confirm-receipt', 'assessed', ['dk.confirm-receipt'], true],
  ] as const)('clock %s, %s with %j unmet: %s', (clock, state, unmet, needed) => {
    expect(isStillNeeded(clock, { state, unmet })).toBe(needed);
  });
});

describe('the lines of a summary', () => {
  it('come most urgent first, then by what is due soonest, and without a due instant last', () => {
    const entry = (ref: string, urgency: SummaryEntry['urgency'], dueAt: string | null): SummaryEntry => ({
      ref,
      urgency,
      dueAt,
      step: 'warn',
    });
    const entries = [
      entry('E', 'not_a_report', '2026-11-01T10:00:00Z'),
      entry('D', 'normal', null),
      entry('C', 'normal', '2026-11-03T10:00:00Z'),
      entry('B', 'acute', '2026-11-04T10:00:00Z'),
      entry('A', 'acute', '2026-11-03T10:00:00Z'),
      entry('F', 'normal', null),
    ];
    expect(entries.sort(bySummaryOrder).map(({ ref }) => ref)).toEqual(['A', 'B', 'C', 'D', 'F', 'E']);
  });
});
