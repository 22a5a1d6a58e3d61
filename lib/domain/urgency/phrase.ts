import type { Words } from './words';

/** A word of a phrase: whole, or the beginning of one. */
type Choice = { text: string; stem: boolean };

/** One place of a phrase: the words that fit it, any number, or a gap of a few words. */
type Slot = { choices: readonly Choice[]; number: boolean; gap: boolean };

type Phrase<Id extends string = string> = { rule: Id; slots: readonly Slot[] };

type Group<Id extends string> = { first: Choice; phrases: Phrase<Id>[] };

/** Phrases by the first two letters of their first word, so that a word that begins none costs one look. */
export type PhraseIndex<Id extends string = string> = readonly (readonly Group<Id>[] | undefined)[];

const BUCKETS = 1 << 16;
const GAP_WORDS = 5;

/** Reads the phrases of several lists into one index. @throws Error for a phrase that begins with a gap, a number or a stem shorter than two letters */
export function indexPhrases<Id extends string>(lists: readonly Partial<Record<Id, readonly string[]>>[]): PhraseIndex<Id> {
  const index: Group<Id>[][] = new Array(BUCKETS);
  for (const list of lists) {
    for (const [rule, phrases] of Object.entries(list) as [Id, readonly string[]][]) {
      for (const text of phrases) addPhrase(index, { rule, slots: text.split(' ').map(slotOf) }, text);
    }
  }
  return index;
}

/**
 * Calls `met` for every phrase that stands at the position, with the position of its last word. Phrases of rules in `done` are
 * passed over. Plain loops: this runs for every word of texts of many megabytes.
 */
export function eachPhraseAt<Id extends string>(
  words: Words,
  index: PhraseIndex<Id>,
  position: number,
  done: { has(rule: Id): boolean },
  met: (rule: Id, last: number) => void,
): void {
  const groups = index[bucketAt(words, position)];
  if (!groups) return;
  for (let at = 0; at < groups.length; at += 1) {
    const { first, phrases } = groups[at] as Group<Id>;
    if (!isWord(words, position, first)) continue;
    for (let next = 0; next < phrases.length; next += 1) {
      const { rule, slots } = phrases[next] as Phrase<Id>;
      if (done.has(rule)) continue;
      const last = matchFrom(words, slots, 1, position + 1);
      if (last >= 0) met(rule, last);
    }
  }
}

function addPhrase<Id extends string>(index: Group<Id>[][], phrase: Phrase<Id>, text: string): void {
  const slot = phrase.slots[0];
  if (!slot || slot.gap || slot.number || slot.choices.some(({ text: word, stem }) => stem && word.length < 2))
    throw new Error(`Not a phrase: ${text}`);
  for (const first of slot.choices) {
    const bucket = bucketOf(first.text.charCodeAt(0), first.text.length > 1 ? first.text.charCodeAt(1) : 0);
    const groups = index[bucket] ?? [];
    index[bucket] = groups;
    const group = groups.find((known) => known.first.text === first.text && known.first.stem === first.stem);
    if (group) group.phrases.push(phrase);
    else groups.push({ first, phrases: [phrase] });
  }
}

function slotOf(text: string): Slot {
  const choices = text.startsWith('(') ? text.slice(1, -1).split('|') : [text];
  const words = choices.filter((choice) => choice !== '#' && choice !== '..');
  return {
    choices: words.map((word) => (word.endsWith('*') ? { text: word.slice(0, -1), stem: true } : { text: word, stem: false })),
    number: choices.includes('#'),
    gap: choices.includes('..'),
  };
}

function bucketOf(first: number, second: number): number {
  return (first * 257 + second) & (BUCKETS - 1);
}

function bucketAt({ lower, starts, ends }: Words, position: number): number {
  const start = starts[position] as number;
  return bucketOf(lower.charCodeAt(start), (ends[position] as number) - start > 1 ? lower.charCodeAt(start + 1) : 0);
}

/** Position of the last word when the rest of the phrase stands from `position` on, or -1. Gaps are short: the work is bounded whatever the text. */
function matchFrom(words: Words, slots: readonly Slot[], slot: number, position: number): number {
  const wanted = slots[slot];
  if (!wanted) return position - 1;
  if (!wanted.gap) return position < words.count && fits(words, position, wanted) ? matchFrom(words, slots, slot + 1, position + 1) : -1;
  for (let next = position; next <= position + GAP_WORDS && next < words.count && words.breaks[next] !== 2; next += 1) {
    const end = matchFrom(words, slots, slot + 1, next);
    if (end >= 0) return end;
  }
  return -1;
}

function fits(words: Words, position: number, { choices, number }: Slot): boolean {
  if (number && /^\d+$/.test(words.lower.slice(words.starts[position], words.ends[position]))) return true;
  for (let at = 0; at < choices.length; at += 1) if (isWord(words, position, choices[at] as Choice)) return true;
  return false;
}

function isWord({ lower, starts, ends }: Words, position: number, { text, stem }: Choice): boolean {
  const start = starts[position] as number;
  const length = (ends[position] as number) - start;
  if (stem ? length < text.length : length !== text.length) return false;
  for (let at = 0; at < text.length; at += 1) if (lower.charCodeAt(start + at) !== text.charCodeAt(at)) return false;
  return true;
}
