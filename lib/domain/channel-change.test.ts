import { describe, expect, it } from 'vitest';
import { checkDecision, isProven, probeAddresses } from './channel-change';

const standing = { proposedById: 'anders', decision: null, isProven: true } as const;
const codeOf = (run: () => void) => {
  try {
    run();
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a change of channels', () => {
  it.each([
    ['anders', 'approved', '', 'second-person-needed'],
    ['mette', 'approved', '', 'allowed'],
    ['mette', 'rejected', '', 'reason-needed'],
    ['mette', 'rejected', 'Wrong host', 'allowed'],
    ['anders', 'rejected', 'My mistake', 'allowed'],
    ['mette', 'withdrawn', '', 'not-allowed'],
    ['anders', 'withdrawn', '', 'allowed'],
  ] as const)('%s: %s with the reason "%s" is %s', (who, decision, reason, outcome) => {
    expect(codeOf(() => checkDecision(standing, who, decision, reason))).toBe(outcome);
  });

  it('without a test message that has arrived it takes a reason to approve', () => {
    const unproven = { ...standing, isProven: false };
    expect(codeOf(() => checkDecision(unproven, 'mette', 'approved', ' '))).toBe('reason-needed');
    expect(codeOf(() => checkDecision(unproven, 'mette', 'approved', 'The old server is gone'))).toBe('allowed');
  });

  it('is decided once', () => {
    for (const decision of ['approved', 'rejected', 'withdrawn'] as const)
      expect(codeOf(() => checkDecision({ ...standing, decision }, 'mette', 'approved', 'x'))).toBe('changed-meanwhile');
  });

  it('is proven by a test message to each address that it opens', () => {
    const content = { kind: 'addresses' as const, mailDomains: [], closedAddresses: [], oldDomains: [] };
    const wanted = probeAddresses({ ...content, mailAddresses: ['a@x.example', 'b@x.example'] }, ['a@x.example']);
    expect(wanted).toEqual(['b@x.example']);
    expect(isProven(wanted, [], true)).toBe(false);
    expect(isProven(wanted, ['b@x.example'], true)).toBe(true);
    expect(isProven([], [], true)).toBe(false);
    expect(isProven([], [], false)).toBe(true);
  });
});
