import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOneEdit, spellings } from './spelling';

describe('spelling of names', () => {
  it.each([
    ['nana', 'nanna'],
    ['matilde', 'mathilde'],
    ['sofie', 'sofia'],
    ['karoline', 'caroline'],
    ['nanna', 'nanna'],
  ])('%s and %s may be one name', (a, b) => {
    expect(isOneEdit(a, b)).toBe(true);
    expect(isOneEdit(b, a)).toBe(true);
  });

  it.each([
    ['bo', 'bob'],
    ['ida', 'idas'],
    ['nana', 'nannas'],
    ['jonas', 'tobias'],
    ['anne', 'anna-sofie'],
  ])('%s and %s are two', (a, b) => {
    expect(isOneEdit(a, b)).toBe(false);
    expect(isOneEdit(b, a)).toBe(false);
  });

  it('what the index is asked for is what the comparison accepts', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zæøå]{1,9}$/), (word) =>
        spellings(word).every((spelling) => spelling.length < 4 || isOneEdit(word, spelling)),
      ),
    );
  });
});
