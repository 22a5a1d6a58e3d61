import { describe, expect, it } from 'vitest';
import { LAW } from './deadline';
import { applies, isOfInquiry, mayBeUndone, whyNotDone, whyNotLeftOut } from './duty';
import { LEAVE_OUT_REASONS } from './law/rule';
import { COUNTRIES, type Notifier } from './report';

const RULES = COUNTRIES.flatMap((country) => LAW[country]);
const now = new Date('2026-11-02T10:00:00Z');
const duty = (rule: string, changes = {}) => {
  const found = RULES.find(({ id }) => id === rule);
  if (!found) throw new Error(rule);
  const { appliesTo, mayBeLeftOut } = found;
  return { rule, appliesTo, mayBeLeftOut, startedAt: now, metAt: null, lapsedAt: null, ...changes };
};
const known = {
  state: 'acknowledged' as const,
  outcome: null,
  notifier: null,
  ongoingMeasures: null,
  abuseReported: null,
  feedbackRequestedAt: null,
};
const notifier = (kind: Notifier['kind'], wantsFeedback = false): Notifier => ({ kind, anonymous: false, wantsFeedback });

describe('a duty', () => {
  it('is marked as done while it is owed and its clock runs; what an assessment or a closed inquiry meets is not', () => {
    const refusals = RULES.map(({ id }) => [id, whyNotDone(duty(id))]).filter(([, refusal]) => refusal);
    expect(refusals).toEqual([
      ['dk.first-assessment', 'met-by-assessing'],
      ['no.immediate', 'met-by-assessing'],
      ['no.review', 'met-by-assessing'],
      ['no.investigation', 'invalid-input'],
      ['no.investigation-extended', 'invalid-input'],
      ['se.protection-assessment', 'met-by-assessing'],
      ['se.open-inquiry', 'met-by-assessing'],
      ['se.inquiry', 'invalid-input'],
    ]);
    expect(whyNotDone(duty('dk.feedback', { startedAt: null }))).toBe('duty-not-started');
    for (const settled of [{ metAt: now }, { lapsedAt: now }]) expect(whyNotDone(duty('dk.feedback', settled))).toBe('duty-settled');
  });

  it('is left out only by the exceptions that its act makes', () => {
    const allowed = RULES.flatMap(({ id }) =>
      LEAVE_OUT_REASONS.filter((reason) => !whyNotLeftOut(duty(id), reason)).map((reason) => `${id} ${reason}`),
    );
    expect(allowed).toEqual([
      'dk.confirm-receipt anonymous',
      'dk.feedback special-circumstances',
      'dk.child-interview maturity-or-nature',
      'no.confirm-receipt anonymous',
      'no.confirm-receipt groundless',
      'no.confirm-receipt special-considerations',
      'se.feedback unsuitable',
    ]);
    expect(whyNotLeftOut(duty('dk.feedback', { metAt: now }), 'special-circumstances')).toBe('duty-settled');
  });

  it('that keeps a report in the queue can never be left out', () => {
    expect(RULES.filter(({ gatesQueue, mayBeLeftOut }) => gatesQueue && mayBeLeftOut.length > 0)).toEqual([]);
  });

  it('is taken back by the same person on the same local day only', () => {
    const done = { ...duty('dk.feedback', { metAt: now }), settledAt: new Date('2026-11-02T22:30:00Z'), metById: 'a', notNeededById: null };
    const zone = 'Europe/Copenhagen';
    expect(mayBeUndone(done, 'a', new Date('2026-11-02T22:59:59Z'), zone)).toBe(true);
    expect(mayBeUndone(done, 'a', new Date('2026-11-02T23:00:00Z'), zone)).toBe(false);
    expect(mayBeUndone(done, 'b', new Date('2026-11-02T22:59:59Z'), zone)).toBe(false);
    expect(mayBeUndone({ ...done, rule: 'dk.first-assessment' }, 'a', now, zone)).toBe(false);
    expect(mayBeUndone({ ...done, ...duty('se.inquiry', { metAt: now }) }, 'a', now, zone)).toBe(false);
    expect(mayBeUndone({ ...done, settledAt: null }, 'a', now, zone)).toBe(false);
  });
});

describe('whom a duty is about', () => {
  it('professional: the notifier’s own claim says; where none was made the duty may hold', () => {
    const of = (kind: Notifier['kind'] | null) => applies('professional', { ...known, notifier: kind && notifier(kind) });
    expect([of('professional'), of('private'), of('parent'), of('child'), of('unknown'), of(null)]).toEqual([
      'yes',
      'no',
      'no',
      'no',
      'open',
      'open',
    ]);
  });

  it('measures and abuse: a person states it', () => {
    expect([null, true, false].map((abuseReported) => applies('abuse', { ...known, abuseReported }))).toEqual(['open', 'yes', 'no']);
    expect([null, true, false].map((ongoingMeasures) => applies('ongoing-measures', { ...known, ongoingMeasures }))).toEqual([
      'open',
      'yes',
      'no',
    ]);
  });

  it('on request: asked with the report or later', () => {
    expect(applies('on-request', known)).toBe('open');
    expect(applies('on-request', { ...known, notifier: notifier('professional', true) })).toBe('yes');
    expect(applies('on-request', { ...known, feedbackRequestedAt: now })).toBe('yes');
  });

  it('of an inquiry: known with the complete assessment', () => {
    expect(applies('inquiry', { ...known, outcome: 'open_inquiry' })).toBe('open');
    expect(applies('inquiry', { ...known, state: 'assessed', outcome: 'open_inquiry' })).toBe('yes');
    expect(applies('inquiry', { ...known, state: 'assessed', outcome: 'pass_on' })).toBe('no');
    expect([isOfInquiry({ appliesTo: 'special-cases' }), isOfInquiry({ appliesTo: 'every' })]).toEqual([true, false]);
  });
});
