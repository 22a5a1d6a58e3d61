import { type Words, wordAt } from './words';

const NOT = new Set([
  'ikke',
  'ikkje',
  'ikk',
  'ik',
  'ej',
  'inte',
  'icke',
  'ingen',
  'intet',
  'inga',
  'inget',
  'ingenting',
  'aldrig',
  'aldri',
  'hverken',
  'verken',
  'korkje',
  'varken',
  'uden',
  'uten',
  'utan',
  'not',
  'no',
  'never',
  'without',
  'neither',
  'nor',
  'didn',
  'doesn',
  'isn',
  'don',
  'wasn',
  'hasn',
]);

/** After these a "not" denies nothing: "I do not know whether", "not only". */
const NOT_DENYING = new Set([
  'om',
  'at',
  'att',
  'if',
  'whether',
  'hvorfor',
  'varför',
  'why',
  'kun',
  'bare',
  'bara',
  'berre',
  'only',
  'just',
  'længere',
  'lenger',
]);

const CONDITION = new Set(['hvis', 'dersom', 'såfremt', 'ifald', 'gælder', 'gjelder', 'gjeld', 'gäller', 'vid', 'if', 'unless']);

/** "…, ring 112" is said to everybody, by answering machines above all. */
const RING = new Set(['ring', 'ringe', 'ringa', 'kontakt', 'kontakta', 'call']);

const ANSWERS_NO = new Set(['nej', 'nei']);

const PAST: readonly (readonly string[])[] = [
  ['sidste', 'år'],
  ['i', 'fjor'],
  ['i', 'fjol'],
  ['förra', 'året'],
  ['last', 'year'],
  ['for', 'år', 'siden'],
  ['år', 'sedan'],
  ['år', 'sidan'],
  ['år', 'siden'],
  ['years', 'ago'],
  ['dengang'],
  ['den', 'gang'],
  ['tidligere'],
  ['tidlegare'],
  ['tidigare'],
  ['i', 'sommer'],
  ['i', 'sommar'],
  ['i', 'somras'],
  ['barndom*'],
  ['måneder', 'siden'],
  ['månader', 'sedan'],
  ['months', 'ago'],
];

const BEFORE = 3;
const AFTER = 2;
const PAST_WINDOW = 10;

/** Whether the words from `first` to `last` are denied ("has not hit", "hits them not") or only supposed ("if there is danger"). */
export function isDenied(words: Words, first: number, last: number): boolean {
  for (let at = first - 1; at >= Math.max(0, first - BEFORE) && words.breaks[at + 1] === 0; at -= 1) {
    const word = wordAt(words, at);
    if (CONDITION.has(word)) return true;
    if (NOT.has(word) && !(at + 1 < words.count && NOT_DENYING.has(wordAt(words, at + 1)))) return true;
  }
  // The answer of a form: "Is the child in acute danger? No".
  if (last + 1 < words.count && words.breaks[last + 1] === 2 && ANSWERS_NO.has(wordAt(words, last + 1))) return true;
  if (
    last + 2 < words.count &&
    words.breaks[last + 1] !== 2 &&
    RING.has(wordAt(words, last + 1)) &&
    /^\d{3,5}$/.test(wordAt(words, last + 2))
  )
    return true;
  for (let at = last + 1; at <= last + AFTER && at < words.count && words.breaks[at] === 0; at += 1) {
    if (NOT.has(wordAt(words, at)) && !(at + 1 < words.count && NOT_DENYING.has(wordAt(words, at + 1)))) return true;
  }
  return false;
}

/** Whether the sentence says near the words that it is about something long over. */
export function isPast(words: Words, first: number, last: number): boolean {
  let from = first;
  while (from > 0 && from > first - PAST_WINDOW && words.breaks[from] !== 2) from -= 1;
  let to = last;
  while (to + 1 < words.count && to + 1 <= last + PAST_WINDOW && words.breaks[to + 1] !== 2) to += 1;
  const near: string[] = [];
  for (let at = from; at <= to; at += 1) near.push(wordAt(words, at));
  return PAST.some((phrase) => near.some((_, at) => phrase.every((word, offset) => same(word, near[at + offset]))));
}

function same(pattern: string, word: string | undefined): boolean {
  return pattern.endsWith('*') ? (word ?? '').startsWith(pattern.slice(0, -1)) : word === pattern;
}
