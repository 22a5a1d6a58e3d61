import { describe, expect, it } from 'vitest';
import { holdsToken } from './bearer';

const token = 'a-token-of-our-own';
const asks = (authorization?: string) =>
  holdsToken(new Request('http://mottak.example', authorization ? { headers: { authorization } } : {}), token);

describe('a bearer token', () => {
  it('opens only as itself', () => {
    expect([asks(`Bearer ${token}`), asks(`bearer ${token}`)]).toEqual([true, true]);
    const wrong = [undefined, token, `Basic ${token}`, `Bearer ${token}x`, `Bearer ${token.slice(1)}`, 'Bearer', `Bearer ${token} more`];
    expect(wrong.map(asks)).toEqual(wrong.map(() => false));
  });
});
