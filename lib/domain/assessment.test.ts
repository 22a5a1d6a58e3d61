import { describe, expect, it } from 'vitest';
import { eventsOf, lapsesWith, owesInquiryDecision, rulesMetBy } from './assessment';
import { deadlinesFor } from './deadline';
import { type Country, OUTCOMES, type Outcome, outcomesOf } from './report';

const deadlines = (country: Country) => deadlinesFor(country, new Date('2026-11-02T10:00:00Z'), 'Europe/Oslo');
const rules = (country: Country) => deadlines(country).map(({ rule }) => rule);
const gates = (country: Country) => deadlines(country).flatMap(({ rule, gatesQueue }) => (gatesQueue ? [rule] : []));
const unmet = (country: Country, outcome: Outcome) => gates(country).filter((rule) => !rulesMetBy(outcome).includes(rule));

describe('what an assessment answers', () => {
  it('in Denmark every outcome meets the first assessment, which is one', () => {
    for (const outcome of outcomesOf('dk')) {
      expect(unmet('dk', outcome)).toEqual([]);
      expect(owesInquiryDecision(outcome, rules('dk'))).toBe(false);
    }
    expect(outcomesOf('dk')).not.toContain('no_immediate_need');
  });

  it.each([
    ['no', 'no.review', 'no.immediate'],
    ['se', 'se.open-inquiry', 'se.protection-assessment'],
  ] as const)('in %s what must be done at once is answered first, and %s is still owed', (country, later, first) => {
    const twoSteps = OUTCOMES.filter((outcome) => owesInquiryDecision(outcome, rules(country)));
    expect(twoSteps).toEqual(['immediate_protection', 'no_immediate_need']);
    for (const outcome of outcomesOf(country)) {
      expect(unmet(country, outcome)).toEqual(twoSteps.includes(outcome) ? [later] : []);
      expect(rulesMetBy(outcome)).toContain(first);
    }
  });
});

describe('what a complete assessment sets going', () => {
  it('an opened inquiry starts its own clock too', () => {
    expect(eventsOf('open_inquiry')).toEqual(['assessed', 'inquiry-opened']);
    expect(eventsOf('close_without_inquiry')).toEqual(['assessed']);
  });

  it('without an inquiry its limits fall away; in a running one the notifier is still told at its end', () => {
    const lapsed = (country: Country, outcome: Outcome) =>
      deadlines(country).flatMap((deadline) => (lapsesWith(outcome, deadline) ? [deadline.rule] : []));
    expect(lapsed('no', 'close_without_inquiry')).toEqual(['no.investigation', 'no.investigation-extended', 'no.feedback']);
    expect(lapsed('no', 'reassess_ongoing')).toEqual(['no.investigation', 'no.investigation-extended']);
    expect(lapsed('se', 'close_without_inquiry')).toEqual(['se.inquiry']);
    for (const country of ['dk', 'no', 'se'] as const) expect(lapsed(country, 'open_inquiry')).toEqual([]);
    for (const outcome of OUTCOMES.filter((each) => each !== 'not_a_report')) expect(lapsed('dk', outcome)).toEqual([]);
    for (const country of ['dk', 'no', 'se'] as const) expect(lapsed(country, 'not_a_report')).toEqual(rules(country));
  });
});
