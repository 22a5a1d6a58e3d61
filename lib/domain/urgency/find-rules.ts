import { isDenied, isPast } from './guard';
import { eachPhraseAt, indexPhrases } from './phrase';
import { da } from './phrases-da';
import { en } from './phrases-en';
import { nb } from './phrases-nb';
import { nn } from './phrases-nn';
import { sv } from './phrases-sv';
import { PHRASE_RULES, type PhraseRule } from './rule';
import { passage, type Words } from './words';

/** Every list looks at every text: people write to a municipality in their own language. */
const PHRASE_LISTS = { da, nb, nn, sv, en };

const INDEX = indexPhrases<PhraseRule>(Object.values(PHRASE_LISTS));

/** So many denials of one thing are no ordinary text: then the words count, and a person looks. It also bounds the work. */
const DENIALS = 10_000;

type FoundRule = PhraseRule | 'danger-earlier';
/** Where a rule was met: a passage to read, and the very words, by their places in the normalised text. */
export type Place = { passage: string; part: 'subject' | 'text'; start: number; end: number };
export type Found = Map<FoundRule, Place>;

/** The rules that the words of a text meet, each with the first passage that met it. Takes time in proportion to the text. */
export function findRules(words: Words, part: 'subject' | 'text'): Found {
  const found: Found = new Map();
  const denials = new Map<PhraseRule, number>();
  for (let position = 0; position < words.count; position += 1) {
    eachPhraseAt<PhraseRule>(words, INDEX, position, found, (rule, last) => {
      if (part === 'text' && 'subject' in PHRASE_RULES[rule]) return;
      const id = judge(words, rule, position, last, denials);
      if (id && !found.has(id)) found.set(id, placeOf(words, part, position, last));
    });
  }
  return found;
}

export function placeOf(words: Words, part: 'subject' | 'text', first: number, last: number): Place {
  const [start, end] = [words.starts[first] ?? 0, words.ends[last] ?? 0];
  return { passage: passage(words, first, last), part, start, end };
}

/** What the words mean where they stand: the rule, something long over, or nothing because they are denied. */
function judge(words: Words, rule: PhraseRule, first: number, last: number, denials: Map<PhraseRule, number>): FoundRule | null {
  const denied = denials.get(rule) ?? 0;
  if (denied >= DENIALS) return rule;
  if (isDenied(words, first, last)) {
    denials.set(rule, denied + 1);
    return null;
  }
  if (PHRASE_RULES[rule].raises !== 'acute' || !isPast(words, first, last)) return rule;
  denials.set(rule, denied + 1);
  return 'danger-earlier';
}
