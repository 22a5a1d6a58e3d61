import { describe, expect, it } from 'vitest';
import { seal, unseal } from './secrets';

const secret = 'a'.repeat(32);

describe('a secret that is stored', () => {
  it('opens again with the same key and purpose, and looks different each time', () => {
    const [one, two] = [seal('pæssword', secret, 'mailbox'), seal('pæssword', secret, 'mailbox')];
    expect(one).not.toBe(two);
    expect(one).not.toContain('ssword');
    expect([one, two].map((sealed) => unseal(sealed, secret, 'mailbox'))).toEqual(['pæssword', 'pæssword']);
  });

  it('opens under no other key, for no other purpose, and not when one byte was changed', () => {
    const sealed = seal('password', secret, 'mailbox');
    const changed = `${sealed.slice(0, -4)}${sealed.endsWith('AAA=') ? 'BBB=' : 'AAA='}`;
    for (const open of [
      () => unseal(sealed, 'b'.repeat(32), 'mailbox'),
      () => unseal(sealed, secret, 'webhook'),
      () => unseal(changed, secret, 'mailbox'),
      () => unseal('v1:', secret, 'mailbox'),
    ])
      expect(open).toThrow('secret-unreadable');
  });
});
