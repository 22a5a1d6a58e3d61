import { differenceInMonths } from 'date-fns';
import { moreUrgent, type ReadResult, type ReportedChild, URGENCIES, type Urgency, type UrgencyReason } from '../report';
import { featuresOf } from './features';
import { type Found, findRules, type Place, placeOf } from './find-rules';
import { type Language, languageOf } from './language';
import { type LinearModel, probabilities, strongestWord } from './linear-model';
import { COMBINED, FACT_RULES, PHRASE_RULES } from './rule';
import { sentenceOf, type Words, wordsOf } from './words';

export type Classifiable = {
  subject: string;
  text: string;
  flags: readonly string[];
  readStatus: 'read' | 'unreadable';
  danger?: ReadResult['danger'];
  children: readonly ReportedChild[];
  automatic?: ReadResult['automatic'];
  /** When the report was received: ages count from there. */
  receivedAt: Date;
};

/** Attachments that nobody could read beside fewer letters than this are taken for the report itself. */
const SHORT_TEXT = 200;

/** What raises the urgency to something: a rule, and the words that met it, where words did. */
type Raised = { urgency: Urgency; rule: string; places: readonly Place[] };
export type Explained = { urgency: Urgency; raised: readonly Raised[]; language: Language; probabilities: readonly number[] | null };

/**
 * From this likelihood on the model's word counts. Chosen on the training texts, each part scored by a model of the others
 * (docs/model-card.md).
 */
export const THRESHOLDS = { acute: 0.75, high: 0.75, not_a_report: 0.5 } as const;

/**
 * The urgency of a report by rules and, where one is given, by the model, each with the words that made it. Both only raise: without
 * either a report is normal. `not_a_report` is said only of what calls itself automatic, or what the model takes for no report, and only
 * when no rule finds anything.
 */
export function explain(report: Classifiable, model?: LinearModel): Explained {
  const subject = wordsOf(report.subject);
  const text = wordsOf(report.text);
  const language = languageOf(text.count > 0 ? text : subject);
  const byRules = [...fromFacts(report), ...fromWords(report, subject, text)];
  const judged = model && isReadable(report) ? byModel(report, model) : null;
  const raised = [...byRules, ...(judged?.raised ?? [])];
  const probabilities = judged?.likely ?? null;
  if (raised.length === 0 && report.automatic)
    return { urgency: 'not_a_report', raised: [{ urgency: 'not_a_report', rule: report.automatic, places: [] }], language, probabilities };
  if (raised.length === 0 && judged?.none) return { urgency: 'not_a_report', raised: [judged.none], language, probabilities };
  const urgency = raised.reduce<Urgency>((most, { urgency }) => moreUrgent(most, urgency), 'normal');
  const shown = raised
    .filter(({ urgency }) => urgency !== 'normal')
    .sort((a, b) => URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency));
  return { urgency, raised: shown, language, probabilities };
}

/** The same as it is stored with a report: the urgency, and each rule with the passage to read. */
export function classify(report: Classifiable, model?: LinearModel): { urgency: Urgency; reasons: UrgencyReason[] } {
  const { urgency, raised } = explain(report, model);
  const reasons = raised.map(({ rule, places }): UrgencyReason => {
    return places.length > 0 ? { rule, text: places.map(({ passage }) => passage).join(' / ') } : { rule };
  });
  return { urgency, reasons: reasons.length > 0 ? reasons : [{ rule: 'ordinary' }] };
}

/** A model of words says nothing about what has none. */
function isReadable({ readStatus, text, subject }: Classifiable): boolean {
  return readStatus === 'read' && (text.trim() !== '' || subject.trim() !== '');
}

function byModel({ subject, text }: Classifiable, model: LinearModel): { likely: number[]; raised: Raised[]; none: Raised | null } {
  const words = wordsOf(subject ? `${subject}\n\n${text}` : text);
  const features = featuresOf(words);
  const likely = probabilities(model, features);
  const [acute = 0, high = 0, , none = 0] = likely;
  const by = (urgency: Urgency, rule: string): Raised => {
    const word = strongestWord(model, features, urgency);
    return { urgency, rule, places: word < 0 ? [] : [sentenceAround(words, word, subject)] };
  };
  const raised =
    acute >= THRESHOLDS.acute ? [by('acute', 'model-acute')] : acute + high >= THRESHOLDS.high ? [by('high', 'model-high')] : [];
  return { likely, raised, none: none >= THRESHOLDS.not_a_report ? by('not_a_report', 'model-not-a-report') : null };
}

/** The sentence that the word is in, by its place in the subject or the text. */
function sentenceAround(words: Words, word: number, subject: string): Place {
  const [first, last] = sentenceOf(words, word);
  const place = placeOf(words, 'text', first, last);
  const before = subject ? subject.normalize('NFC').length + 2 : 0;
  if (place.start < before) return { ...place, part: 'subject' };
  return { ...place, start: place.start - before, end: place.end - before };
}

function fromFacts({ flags, readStatus, danger, children, text, receivedAt }: Classifiable): Raised[] {
  const rules: (keyof typeof FACT_RULES)[] = [];
  if (danger === 'yes') rules.push('danger-stated');
  if (flags.includes('encrypted')) rules.push('encrypted');
  else if (readStatus === 'unreadable') rules.push('unreadable');
  for (const flag of ['empty-body', 'wrong-address', 'text-shortened'] as const) if (flags.includes(flag)) rules.push(flag);
  if (flags.includes('unreadable-attachment')) rules.push(text.trim().length < SHORT_TEXT ? 'only-an-attachment' : 'unreadable-attachment');
  if (children.some((child) => isUnderOne(child, receivedAt))) rules.push('child-under-one');
  return rules.map((rule) => ({ urgency: FACT_RULES[rule], rule, places: [] }));
}

/** A stated birth date "YYYY-MM-DD" less than a year before; an unborn child's is its due date and does not count. */
function isUnderOne({ birthDate, unborn }: ReportedChild, at: Date): boolean {
  if (!birthDate || unborn || !/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return false;
  const born = new Date(`${birthDate}T00:00:00Z`);
  return !Number.isNaN(born.getTime()) && differenceInMonths(at, born) < 12;
}

function fromWords({ children }: Classifiable, subject: Words, text: Words): Raised[] {
  const found: Found = new Map([...findRules(text, 'text'), ...findRules(subject, 'subject')]);
  const raised: Raised[] = [];
  for (const [rule, place] of found) {
    const raises = rule === 'danger-earlier' ? 'high' : PHRASE_RULES[rule].raises;
    if (raises !== 'sign') raised.push({ urgency: raises, rule, places: [place] });
  }
  if (children.length > 0) raised.push({ urgency: 'normal', rule: 'names-a-child', places: [] });
  return [...raised, ...combined(found)];
}

function combined(found: Found): Raised[] {
  return Object.entries(COMBINED).flatMap(([rule, { one, other, unless }]): Raised[] => {
    const places = [one, other].map((ids) => ids.map((id) => found.get(id)).find((place) => place !== undefined));
    const [first, second] = places;
    if (!first || !second || found.has(unless)) return [];
    return [{ urgency: 'acute', rule, places: [first, second] }];
  });
}
