/** The words of a text with their places, so that rules can look at words and still show the passage. */
export type Words = {
  text: string;
  /** The text in lower case, place for place the same. */
  lower: string;
  count: number;
  starts: Uint32Array;
  ends: Uint32Array;
  /** What stands between a word and the one before: 0 nothing that parts, 1 a comma, 2 the end of a sentence. */
  breaks: Uint8Array;
};

/** Splits a text into words in one pass. Letters of every script and digits make words; all else parts them. */
export function wordsOf(source: string): Words {
  const text = source.normalize('NFC');
  const size = Math.ceil(text.length / 2) + 1;
  const words: Words = {
    text,
    lower: lowerCase(text),
    count: 0,
    starts: new Uint32Array(size),
    ends: new Uint32Array(size),
    breaks: new Uint8Array(size),
  };
  let start = -1;
  let part = 2;
  let lines = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 32;
    if (isWordCode(code)) {
      if (start < 0) start = at;
      continue;
    }
    if (start >= 0) {
      words.starts[words.count] = start;
      words.ends[words.count] = at;
      words.breaks[words.count] = part;
      words.count += 1;
      start = -1;
      part = 0;
      lines = 0;
    }
    if (code === 10) lines += 1;
    part = Math.max(part, lines > 1 ? 2 : breakOf(code));
  }
  return words;
}

/** The word at a position, in lower case. */
export function wordAt(words: Words, position: number): string {
  return words.lower.slice(words.starts[position], words.ends[position]);
}

/** A sentence is shown as far as this on each side of what is in it. */
const SENTENCE_WORDS = 25;

/** First and last word of the sentence that a word is in. */
export function sentenceOf({ breaks, count }: Words, word: number): [first: number, last: number] {
  let first = word;
  while (first > 0 && first > word - SENTENCE_WORDS && breaks[first] !== 2) first -= 1;
  let last = word;
  while (last + 1 < count && last < word + SENTENCE_WORDS && breaks[last + 1] !== 2) last += 1;
  return [first, last];
}

/** Lower case that keeps every place: the few letters that grow in lower case stay as they are. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[^\u0130]+/g, (piece) => piece.toLowerCase());
}

const PASSAGE_MARGIN = 60;
const PASSAGE_MAX = 300;

/** The passage around the words from `first` to `last`, at most some 300 characters, on one line. */
export function passage(words: Words, first: number, last: number): string {
  const begin = words.starts[first] ?? 0;
  const end = Math.min(words.ends[last] ?? begin, begin + PASSAGE_MAX);
  const from = Math.max(0, begin - PASSAGE_MARGIN);
  const to = Math.min(words.text.length, end + PASSAGE_MARGIN);
  const before = from === 0 ? words.text.slice(0, begin) : words.text.slice(from, begin).replace(/^\S*\s?/, '…');
  const after = to === words.text.length ? words.text.slice(end) : words.text.slice(end, to).replace(/\s?\S*$/, '…');
  return (before + words.text.slice(begin, end) + after).replace(/\s+/g, ' ').trim();
}

function isWordCode(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  if (code < 0xc0) return code === 0xaa || code === 0xba;
  return code !== 0xd7 && code !== 0xf7 && !(code >= 0x2000 && code < 0x2c00) && !(code >= 0x3000 && code < 0x3040) && code < 0xfe00;
}

const COMMA = new Set(Array.from(',()–"«»“”', (sign) => sign.charCodeAt(0)));
const STOP = new Set(Array.from('.!?;:', (sign) => sign.charCodeAt(0)));

function breakOf(code: number): number {
  if (STOP.has(code)) return 2;
  return COMMA.has(code) ? 1 : 0;
}
