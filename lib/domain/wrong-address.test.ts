import { describe, expect, it } from 'vitest';
import { explainWrongAddress } from './wrong-address';

const known = {
  mailAddresses: ['sikkerpost@lindevang.example', 'bv@lindevang.example'],
  mailDomains: ['lindevang.example'],
  closedAddresses: ['sikkerepost@lindevang.example', 'familie@gamle.example'],
  oldDomains: ['gamle.example'],
};

describe('an address that is not in use', () => {
  it.each([
    ['sikkerepost@lindevang.example', { is: 'closed' }],
    ['familie@gamle.example', { is: 'closed' }],
    ['sikkerrpost@lindevang.example', { is: 'near', like: 'sikkerpost@lindevang.example' }],
    ['sikkerpost@lindevng.example', { is: 'near', like: 'sikkerpost@lindevang.example' }],
    ['skole@gamle.example', { is: 'old-domain' }],
    ['skole@mail.gamle.example', { is: 'old-domain' }],
    ['borgmester@lindevang.example', { is: 'other' }],
    ['hr@lindevang.example', { is: 'other' }],
    ['b@lindevang.example', { is: 'near', like: 'bv@lindevang.example' }],
    ['nogen@skole.example', { is: 'unknown' }],
    ['', { is: 'unknown' }],
  ])('%s', (address, expected) => {
    expect(explainWrongAddress(address, known)).toEqual({ address, ...expected });
  });

  it('which was closed by hand is told as closed although it is spelled nearly like one in use', () => {
    expect(explainWrongAddress('sikkerepost@lindevang.example', known).is).toBe('closed');
  });
});
