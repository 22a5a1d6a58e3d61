import { describe, expect, it } from 'vitest';
import { involvedBefore, type LinkedReport } from './involved-before';

const receivedAt = new Date('2026-11-02T10:00:00Z');
const report = { country: 'dk' as const, receivedAt, ongoingMeasures: null };
const [karen, lars] = [
  { id: 'k', name: 'Karen' },
  { id: 'l', name: 'Lars' },
];
const linked = (ref: string, changes: Partial<LinkedReport> = {}): LinkedReport => ({
  ref,
  receivedAt: new Date('2026-10-01T10:00:00Z'),
  assessed: true,
  people: [karen],
  ...changes,
});

describe('who was involved before (Barnets lov § 137, stk. 1)', () => {
  it('are those of every earlier report on the child, each once, with the reports', () => {
    expect(involvedBefore(report, [linked('A', { people: [lars, karen] }), linked('B')])).toEqual([
      { ...karen, refs: ['A', 'B'] },
      { ...lars, refs: ['A'] },
    ]);
  });

  it('counts an earlier report that nobody has assessed yet only where the child has measures', () => {
    const waiting = [linked('A', { assessed: false })];
    expect(involvedBefore(report, waiting)).toEqual([]);
    expect(involvedBefore({ ...report, ongoingMeasures: true }, waiting)).toEqual([{ ...karen, refs: ['A'] }]);
  });

  it('are nobody once a person has stated that there are no measures, and nobody of a later report', () => {
    expect(involvedBefore({ ...report, ongoingMeasures: false }, [linked('A')])).toEqual([]);
    expect(involvedBefore(report, [linked('A', { receivedAt: new Date('2026-11-02T10:00:01Z') })])).toEqual([]);
  });

  it.each(['no', 'se'] as const)('is not asked in %s', (country) => {
    expect(involvedBefore({ ...report, country, ongoingMeasures: true }, [linked('A')])).toEqual([]);
  });
});
