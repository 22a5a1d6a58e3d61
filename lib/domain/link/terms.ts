import type { Notifier, ReportedChild } from '../report';
import { COLOUR_OF, EVENT_OF, IN_A_PLACE, INSTITUTIONS, NO_NAMES, NO_SCHOOLS, PLACE_ENDINGS, SCHOOL_ENDINGS, THING_OF } from './vocabulary';

export type TermSource = { subject: string; text: string; children: readonly ReportedChild[]; notifier: Notifier | null };

/**
 * What a term is: a national id; the notifier's own mail or telephone; any telephone; a name; a word that may be a name; the initial
 * of a name; a street with its number; a place; a school; a class; a look ("red jacket"); an event.
 */
const TERM_KINDS = ['id', 'mail', 'tel', 'name', 'maybe', 'initial', 'addr', 'place', 'school', 'class', 'look', 'event'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** Longer texts say who they are about near their beginning; more terms than this would slow down every later search. */
const TEXT_MAX = 60_000;
const TERMS_MAX = 160;
const MAYBE_MAX = 80;
const TERM_LENGTH = 60;

/** So much of what follows a word is looked at. */
const AFTER = 24;

/** The terms of a report, as "kind:value" in lower case, each once. Other reports on the same child or event share some of them. */
export function termsOf({ subject, text, children, notifier }: TermSource): string[] {
  const terms = new Set<string>();
  const add = (kind: TermKind, value: string) => {
    if (value.length > 0 && value.length <= TERM_LENGTH && terms.size < TERMS_MAX) terms.add(`${kind}:${value}`);
  };
  addChildren(children, add);
  if (notifier?.email) add('mail', notifier.email.trim().toLowerCase());
  if (notifier?.phone) add('tel', telephone(notifier.phone) ?? '');
  const body = `${subject}\n\n${withoutLabels(text.slice(0, TEXT_MAX))}`.normalize('NFC');
  addNumbers(body, add);
  const own = new Set((notifier?.name ?? '').toLowerCase().match(WORD) ?? []);
  addWords(body, own, add);
  return [...terms];
}

const LABEL = /^[ \t>]*\p{L}[\p{L}\d ,()/?'’–-]{0,80}:(?=\s|$)/gmu;
const HEADING = /^[ \t>]*\p{Lu}\p{L}+(?: \p{L}+)?(?: \d{1,2})?[ \t]*$/gmu;
const FORM_LINES = 5;

/** The labels and headings of a form are the form's words: every report that came by it would share them. */
function withoutLabels(text: string): string {
  if ((text.match(LABEL) ?? []).length < FORM_LINES) return text;
  return text.replace(LABEL, '').replace(HEADING, '');
}

type Add = (kind: TermKind, value: string) => void;

function addChildren(children: readonly ReportedChild[], add: Add): void {
  for (const { name, nationalId, school, address } of children) {
    for (const word of (name ?? '').match(WORD) ?? [])
      if (word.length > 2 && !NO_NAMES.has(word.toLowerCase())) add('name', word.toLowerCase());
    if (nationalId) add('id', canonicalId(nationalId));
    addNumbers(school ?? '', add);
    addWords(`${school ?? ''}\n\n${address ?? ''}`, new Set(), (kind, value) => (kind === 'maybe' ? undefined : add(kind, value)));
  }
}

const WORD = /[\p{L}][\p{L}'’-]{0,40}/gu;
const NATIONAL_ID = /(?<!\d)(?:\d{11}|\d{6}[ -]\d{5}|(?:19|20)?\d{6}[-+]?\d{4})(?!\d)/g;
const TELEPHONE = /(?<![\d-])(?:\+4[567] ?)?\d{2,4}(?:[ -]\d{2,3}){2,4}(?!\d)/g;
const CLASS = /(?<![\p{L}\d])(1?\d)(?:\. ?|)([a-zæøåA-ZÆØÅ])(?![\p{L}\d])/gu;

function addNumbers(text: string, add: Add): void {
  for (const [found] of text.matchAll(NATIONAL_ID)) if (isId(found)) add('id', canonicalId(found));
  for (const [found] of text.matchAll(TELEPHONE)) add('tel', telephone(found) ?? '');
  for (const [, year, letter] of text.matchAll(CLASS)) if (Number(year) <= 10) add('class', `${year}${letter?.toLowerCase()}`);
}

/** A national id by its digits; a Swedish one without its century, because half of them are written so. */
function canonicalId(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits.length === 12 ? digits.slice(2) : digits;
}

/** Day and month as such numbers have them: replacement, synthetic and coordination numbers add 40, 60 or 80. */
function isId(text: string): boolean {
  const digits = canonicalId(text);
  const [one, two, three] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)].map((pair) => Number(pair)) as [
    number,
    number,
    number,
  ];
  const day = (value: number) => [0, 40, 60].some((more) => value - more >= 1 && value - more <= 31);
  const month = (value: number) => [0, 40, 80].some((more) => value - more >= 1 && value - more <= 12);
  return (day(one) && month(two)) || (digits.length === 10 && month(two) && day(three));
}

function telephone(text: string): string | null {
  const digits = text.replace(/\D/g, '').replace(/^(?:00)?4[567](?=\d{8,10}$)/, '');
  return digits.length >= 8 && digits.length <= 11 ? digits : null;
}

function addWords(text: string, own: ReadonlySet<string>, add: Add): void {
  const style = styleOf(text);
  const found = { names: new Set<string>(), maybes: new Set<string>(), places: new Set<string>() };
  let before = '';
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    const word = match[0].replace(/['’-]+$/, '');
    const between = text.slice(end, match.index);
    end = match.index + match[0].length;
    const seen = { word, lower: word.toLowerCase(), before, between, after: text.slice(end, end + AFTER), style };
    addMeaning(before.toLowerCase(), seen.lower, add);
    if (!own.has(seen.lower)) addName(seen, found, add);
    before = word;
  }
  // A place named once as such is no person in the rest of the text.
  for (const word of found.places) add('place', word);
  for (const word of found.names) if (!found.places.has(word)) add('name', word);
  for (const word of found.maybes) if (!found.places.has(word) && !found.names.has(word)) add('maybe', word);
}

/** "Red jacket" and what happened. */
function addMeaning(before: string, lower: string, add: Add): void {
  const [colour, thing, event] = [COLOUR_OF.get(before), THING_OF.get(lower), EVENT_OF.get(lower)];
  if (colour && thing) add('look', `${colour} ${thing}`);
  if (event) add('event', event);
}

type Seen = { word: string; lower: string; before: string; between: string; after: string; style: Style };
type Found = { names: Set<string>; maybes: Set<string>; places: Set<string> };

function addName(seen: Seen, found: Found, add: Add): void {
  const { word, lower, after, style } = seen;
  if (NO_NAMES.has(lower)) return;
  const capital = word[0] !== lower[0] && style !== 'capitals';
  const street = capital ? /^ (\d{1,3})(?!\d)/.exec(after)?.[1] : undefined;
  if (street) add('addr', `${lower} ${street}`);
  const place = placeOf(lower, capital) ?? (capital ? institutionOf(lower, after) : null);
  if (place) add(place.kind, place.name);
  else if (capital && word.length === 1) addInitial(seen, add);
  else if (word.length > 2 && !(capital && word === word.toUpperCase())) sortWord(seen, capital, found);
}

/** "N.": somebody's name, shortened. */
function addInitial({ lower, before, between, after }: Seen, add: Add): void {
  if (after.startsWith('.') && !isAfterName(before, between)) add('initial', lower);
}

function sortWord({ lower, before, between, style }: Seen, capital: boolean, { names, maybes, places }: Found): void {
  if (capital && between === ' ' && IN_A_PLACE.has(before)) places.add(lower);
  else if (capital && !isFirst(between, before)) names.add(lower);
  // A name may open a sentence, and some people write without capitals; such a word counts only where another report has it as a name.
  else if ((capital || style !== 'ordinary') && maybes.size < MAYBE_MAX) maybes.add(lower);
}

/** "S." after another name shortens a surname and names nobody by itself. */
function isAfterName(before: string, between: string): boolean {
  return /^[.\s]{1,2}$/.test(between) && before !== before.toLowerCase();
}

function institutionOf(lower: string, after: string): { kind: 'place' | 'school'; name: string } | null {
  const next = /^ (\p{L}+)/u.exec(after)?.[1]?.toLowerCase() ?? '';
  const kind = INSTITUTIONS.get(next);
  return kind ? { kind, name: kind === 'school' ? `${lower} ${next}` : lower } : null;
}

/** A place in its indefinite form, so that "skaterbane" and "skaterbanen" are one. */
function placeOf(lower: string, capital: boolean): { kind: 'place' | 'school'; name: string } | null {
  if (NO_SCHOOLS.has(lower)) return null;
  const school = capital ? withEnding(lower, SCHOOL_ENDINGS) : null;
  if (school) return { kind: 'school', name: school };
  const place = capital || lower.length > 8 ? withEnding(lower, PLACE_ENDINGS) : null;
  return place ? { kind: 'place', name: place } : null;
}

function withEnding(lower: string, endings: readonly string[]): string | null {
  for (const ending of endings) {
    for (const definite of ['', 'n', 'en', 'et']) {
      if (lower.length > ending.length + 3 && lower.endsWith(ending + definite)) return lower.slice(0, lower.length - definite.length);
    }
  }
  return null;
}

/** Whether a word opens a sentence, a line of a form or a quotation: then its capital letter says nothing. */
function isFirst(between: string, before: string): boolean {
  return before === '' || /[.!?:;>"“”«»*•]|\n\s*\n|[-–]\s|\t/.test(between);
}

type Style = 'ordinary' | 'capitals' | 'small';

/** Some people write all in capitals, some begin sentences and names with small letters: then letters tell no names. */
function styleOf(text: string): Style {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const [letters, capitals] = [count(/\p{L}/gu), count(/\p{Lu}/gu)];
  if (letters > 20 && capitals / letters > 0.6) return 'capitals';
  const [small, large] = [count(/[.!?]\s+\p{Ll}/gu), count(/[.!?]\s+\p{Lu}/gu)];
  return small > large || (small + large === 0 && letters > 20 && capitals / letters < 0.008) ? 'small' : 'ordinary';
}
