import { describe, expect, it } from 'vitest';
import { COUNTRIES } from '../report';
import { defaultPolicy } from './default-policy';

describe.each(COUNTRIES)('what a new municipality in %s climbs before it configures anything', (country) => {
  const { acknowledge, assess } = defaultPolicy(country);

  it('treats a mail that only software takes for automatic like any other until a person agrees', () => {
    expect(acknowledge.not_a_report).toEqual(acknowledge.normal);
    expect(assess.not_a_report).toEqual(assess.normal);
  });

  it('tells a more urgent report no later than a less urgent one, and repeats its last step until somebody acts', () => {
    const ladders = [acknowledge.acute, acknowledge.high, acknowledge.normal];
    const first = ladders.map(([step]) => (step?.delay.kind === 'minutes' ? step.delay.minutes : Number.NaN));
    expect(first).toEqual(first.toSorted((a, b) => a - b));
    for (const ladder of [...Object.values(acknowledge), ...Object.values(assess)]) expect(ladder.at(-1)?.repeatMinutes).toBeGreaterThan(0);
  });
});
