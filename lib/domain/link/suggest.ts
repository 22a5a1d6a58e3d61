import { differenceInHours } from 'date-fns';
import { isOneEdit } from './spelling';
import type { TermKind } from './terms';

export type Candidate = { id: string; terms: readonly string[]; receivedAt: Date };

/** How many reports of the time window have a term. */
type Frequency = (term: string) => number;

/** Why two reports may belong together, and the terms that say so. */
export type LinkReason = { code: 'same-national-id' | 'same-notifier-and-child' | 'shared-terms'; terms: string[] };

export type Suggestion = { id: string; score: number; reason: LinkReason };

/** Reports further apart than this are not compared: a link is a help with what happens now, not a family's history. */
export const WINDOW_DAYS = 60;

/** What a shared term weighs while it is rare. */
const WEIGHT: Record<TermKind, number> = {
  id: 1,
  mail: 0.3,
  tel: 0.45,
  name: 0.45,
  maybe: 0.4,
  initial: 0.15,
  addr: 0.55,
  place: 0.24,
  school: 0.3,
  class: 0.25,
  look: 0.4,
  event: 0.12,
};
const FUZZY = 0.8;

/** A name by which so many links exist is somebody whom several reports are about: then it is enough for one more. */
const ESTABLISHED_LINKS = 2;
const ESTABLISHED_WEIGHT = 0.3;
const ENOUGH = 0.5;

/** A term that more reports than this have says less and less. */
const RARE = 12;

type LinkContext = {
  frequency: Frequency;
  /** Names that say nothing here, such as the municipality's own; they weigh as little as an event. */
  common: ReadonlySet<string>;
  /** Terms of the links that exist between the candidates, as often as they stand there. */
  linkedBy: readonly string[];
};

/**
 * The reports that may be about the same child or event: a shared national id is enough, so is the same notifier with the same child,
 * else shared terms whose weights together reach a mark, which no single term does. A name alone is enough only where
 * two links go by it already.
 */
export function suggest(own: Candidate, candidates: readonly Candidate[], context: LinkContext): Suggestion[] {
  const compared = candidates
    .filter(({ receivedAt }) => Math.abs(differenceInHours(receivedAt, own.receivedAt)) <= WINDOW_DAYS * 24)
    .map((other) => compare(own, other, context));
  const strong = compared.filter(({ reason, score }) => reason.code !== 'shared-terms' || score >= ENOUGH);
  const established = establishedNames([...context.linkedBy, ...strong.flatMap(({ reason }) => reason.terms)]);
  const joining = compared.filter((one) => !strong.includes(one) && one.names.some((name) => established.has(name)));
  return [...strong, ...joining]
    .map(({ id, score, reason }) => ({ id, score, reason }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function establishedNames(terms: readonly string[]): Set<string> {
  const links = new Map<string, number>();
  for (const term of terms) links.set(term, (links.get(term) ?? 0) + 1);
  return new Set([...links].filter(([, count]) => count >= ESTABLISHED_LINKS).map(([term]) => term));
}

type Shared = { kind: TermKind; value: string; exact: boolean; weight: number };

type Compared = Suggestion & { /** Shared names, spelt the same, that still say something. */ names: string[] };

function compare(own: Candidate, other: Candidate, { frequency, common }: LinkContext): Compared {
  const shared = oncePerWord([...sameTerms(own.terms, other.terms), ...sameNames(own.terms, other.terms)]).map((term) => ({
    ...term,
    weight: weigh(term, frequency, common),
  }));
  const score = shared.reduce((sum, { weight }) => sum + weight, 0);
  const terms = shared.map(({ value }) => value);
  const has = (kind: TermKind) => shared.some((term) => term.kind === kind);
  const names = shared
    .filter(({ kind, exact, weight }) => kind === 'name' && exact && weight >= ESTABLISHED_WEIGHT)
    .map(({ value }) => value);
  const code = has('id')
    ? 'same-national-id'
    : has('mail') && shared.some(({ kind, value }) => kind === 'name' && !common.has(value))
      ? 'same-notifier-and-child'
      : 'shared-terms';
  return { id: other.id, score: code === 'shared-terms' ? score : Math.max(1, score), reason: { code, terms }, names };
}

/** A word that stands as a place and as a name in both is still one thing in common. */
function oncePerWord(shared: readonly Shared[]): Shared[] {
  return shared.filter(({ value, weight }, index) =>
    shared.every(
      (other, place) => place === index || other.value !== value || other.weight < weight || (other.weight === weight && place > index),
    ),
  );
}

function weigh({ kind, value, weight }: Shared, frequency: Frequency, common: ReadonlySet<string>): number {
  if (common.has(value)) return WEIGHT.event;
  return weight * Math.min(1, RARE / Math.max(1, frequency(`${kind}:${value}`)));
}

const NAMES = new Set<TermKind>(['name', 'maybe', 'initial']);

function split(term: string): { kind: TermKind; value: string } {
  const colon = term.indexOf(':');
  return { kind: term.slice(0, colon) as TermKind, value: term.slice(colon + 1) };
}

/** Terms other than names: they must be the same. A place may be written so that it looks like a name. */
function sameTerms(own: readonly string[], other: readonly string[]): Shared[] {
  const there = new Set(other);
  const as = (kind: TermKind, value: string) => there.has(`${kind}:${value}`);
  return own.map(split).flatMap(({ kind, value }): Shared[] => {
    const place = (kind === 'place' && as('name', value)) || (kind === 'name' && as('place', value));
    if (place) return [{ kind: 'place', value, exact: true, weight: WEIGHT.place }];
    return !NAMES.has(kind) && as(kind, value) ? [{ kind, value, exact: true, weight: WEIGHT[kind] }] : [];
  });
}

/**
 * Names, also spelt a little differently; each word counts once, in its best pair. At least one report must have the word plainly
 * as a name; an initial counts if nothing better is shared.
 */
function sameNames(own: readonly string[], other: readonly string[]): Shared[] {
  const [here, there] = [own.map(split).filter(isNameLike), other.map(split).filter(isNameLike)];
  const pairs = here.flatMap((a) => there.map((b) => ({ a, b, weight: nameWeight(a, b) }))).filter(({ weight }) => weight > 0);
  const used = new Set<string>();
  const names: Shared[] = [];
  for (const { a, b, weight } of pairs.sort((x, y) => y.weight - x.weight)) {
    if (used.has(`a:${a.value}`) || used.has(`b:${b.value}`)) continue;
    used.add(`a:${a.value}`).add(`b:${b.value}`);
    names.push({ kind: 'name', value: a.kind === 'name' ? a.value : b.value, exact: a.value === b.value, weight });
  }
  return names.length > 0 ? names : sameInitial(here, there);
}

function isNameLike({ kind }: { kind: TermKind }): boolean {
  return NAMES.has(kind);
}

type NameLike = { kind: TermKind; value: string };

function nameWeight(a: NameLike, b: NameLike): number {
  if (a.kind === 'initial' || b.kind === 'initial' || (a.kind === 'maybe' && b.kind === 'maybe')) return 0;
  const kind = a.kind === 'maybe' || b.kind === 'maybe' ? 'maybe' : 'name';
  if (a.value === b.value) return WEIGHT[kind];
  return isOneEdit(a.value, b.value) ? WEIGHT[kind] * FUZZY : 0;
}

function sameInitial(here: readonly NameLike[], there: readonly NameLike[]): Shared[] {
  const fits = (initials: readonly NameLike[], names: readonly NameLike[]) =>
    initials.find(({ kind, value }) => kind === 'initial' && names.some((name) => name.kind === 'name' && name.value.startsWith(value)));
  const found = fits(here, there) ?? fits(there, here);
  return found ? [{ kind: 'initial', value: found.value, exact: true, weight: WEIGHT.initial }] : [];
}
