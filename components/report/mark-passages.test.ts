import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markPassages } from './mark-passages';

const shown = (text: string, passages: string[]) =>
  markPassages(text, passages)
    .map(({ text: piece, marked }) => (marked ? `[${piece}]` : piece))
    .join('');

describe('marking the passages that made the urgency', () => {
  it.each([
    ['He hits her.\nEvery day.', ['hits her. Every day'], 'He [hits her.\nEvery day].'],
    ['He hits her.', ['…hits her…'], 'He [hits her].'],
    ['A and b and c', ['b / c'], 'A and [b] and [c]'],
    ['overlap', ['over', 'verla'], '[over][la]p'],
    ['a (b) c', ['(b)'], 'a [(b)] c'],
    ['nothing here', ['elsewhere', '', '…'], 'nothing here'],
    ['Blå blå', ['BLÅ'], '[Blå] [blå]'],
  ])('%j with %j', (text, passages, expected) => expect(shown(text, passages)).toBe(expected));

  it('never changes a letter of the text, whatever the passages are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, passages) => {
        expect(
          markPassages(text, passages)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
