const FUZZY_LENGTH = 4;

/** Whether two words of four letters and more differ by one letter at most: added, left out or changed (Nana, Nanna). */
export function isOneEdit(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < FUZZY_LENGTH || long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return long.length === short.length ? short.slice(at + 1) === long.slice(at + 1) : short.slice(at) === long.slice(at + 1);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzæøåäöé';

/** All words one letter away from a word of four letters and more, so that an index can be asked for them. */
export function spellings(word: string): string[] {
  if (word.length < FUZZY_LENGTH) return [word];
  const found = new Set([word]);
  for (let at = 0; at <= word.length; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    if (word.length > FUZZY_LENGTH && tail) found.add(head + tail.slice(1));
    for (const letter of LETTERS) {
      found.add(head + letter + tail);
      if (tail) found.add(head + letter + tail.slice(1));
    }
  }
  return [...found];
}
