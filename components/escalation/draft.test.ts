import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '@/lib/domain/escalation/default-policy';
import { withNames } from '@/lib/domain/escalation/policy-ladders';
import { COUNTRIES } from '@/lib/domain/report';
import { draftsOf, newStep, policyOf, stepOf } from './draft';

describe('a policy in the editor', () => {
  it.each(COUNTRIES)('of %s is the same after it was laid out in fields and read back', (country) => {
    const policy = defaultPolicy(country);
    expect(withNames(policyOf(draftsOf(policy), policy))).toEqual(policy);
  });

  it('takes a decimal comma, and what is no number as one that is refused', () => {
    const step = newStep('x');
    expect(stepOf({ ...step, kind: 'share', amount: '62,5' }).delay).toEqual({ kind: 'share', share: 0.625 });
    expect(stepOf({ ...step, amount: 'soon' }).delay).toEqual({ kind: 'minutes', minutes: -60 });
    expect(stepOf({ ...step, amount: '' }).delay).toEqual({ kind: 'minutes', minutes: -60 });
  });
});
