import type { Words } from './words';

/** Features are counted by hash into so many places (a power of two). */
export const FEATURE_BITS = 17;
const PLACES = 1 << FEATURE_BITS;
const MASK = PLACES - 1;

/** Beyond this a text says nothing new about what it is; whatever its length, the rules look at all of it. */
export const MOST_WORDS = 3000;
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;
const PRIME = 0x01000193;
const START = 0x811c9dc5;
const EDGE = 0x5f;

/** Each feature once, with the word at which it first stood. */
export type Features = { count: number; places: Uint32Array; words: Uint16Array };

const stamps = new Uint32Array(PLACES);
let stamp = 0;

/**
 * The features of a text: its words, pairs of neighbours in a sentence, and the pieces of three to five letters of each word, so that
 * a compound, an ending or a slip of the pen still says most of what the word says.
 */
export function featuresOf(words: Words): Features {
  stamp += 1;
  const found: Features = { count: 0, places: new Uint32Array(4096), words: new Uint16Array(4096) };
  const last = Math.min(words.count, MOST_WORDS);
  let before = 0;
  for (let position = 0; position < last; position += 1) {
    const whole = hashOf(words, position, 0, lengthOf(words, position), 1);
    add(found, whole, position);
    if (position > 0 && words.breaks[position] !== 2) add(found, Math.imul(before ^ whole, PRIME) ^ 0x77, position);
    before = Math.imul(whole, 31) | 0;
    addPieces(found, words, position);
  }
  return found;
}

function addPieces(found: Features, words: Words, position: number): void {
  const length = lengthOf(words, position);
  for (let size = SHORTEST_GRAM; size <= LONGEST_GRAM; size += 1)
    for (let at = -1; at + size <= length + 1; at += 1) add(found, hashOf(words, position, at, at + size, 2), position);
}

function lengthOf({ starts, ends }: Words, position: number): number {
  return (ends[position] as number) - (starts[position] as number);
}

/** FNV-1a over letters of a word; a place before or behind it is its edge. */
function hashOf({ lower, starts, ends }: Words, position: number, from: number, to: number, kind: number): number {
  const start = starts[position] as number;
  const end = ends[position] as number;
  let hash = Math.imul(START ^ kind, PRIME);
  for (let at = start + from; at < start + to; at += 1) {
    const code = at < start || at >= end ? EDGE : lower.charCodeAt(at);
    hash = Math.imul(hash ^ (code & 0xff), PRIME);
    hash = Math.imul(hash ^ (code >> 8), PRIME);
  }
  return hash;
}

function add(found: Features, hash: number, position: number): void {
  const place = (hash ^ (hash >>> FEATURE_BITS)) & MASK;
  if (stamps[place] === stamp) return;
  stamps[place] = stamp;
  if (found.count === found.places.length) grow(found);
  found.places[found.count] = place;
  found.words[found.count] = position;
  found.count += 1;
}

function grow(found: Features): void {
  const [places, words] = [new Uint32Array(found.places.length * 2), new Uint16Array(found.words.length * 2)];
  places.set(found.places);
  words.set(found.words);
  found.places = places;
  found.words = words;
}
