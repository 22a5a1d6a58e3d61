export type Piece = { text: string; marked: boolean };

/** No more places than this of one passage are marked: a text that repeats itself must not stall the page. */
const MOST_PLACES = 50;

/**
 * Cuts a text into pieces so that the passages which made the urgency can be marked. A passage is on one line and may begin and end
 * with "…"; two passages may stand together, parted by " / ". What is not found word for word is left unmarked.
 */
export function markPassages(text: string, passages: readonly string[]): Piece[] {
  const places = passages
    .flatMap((passage) => passage.split(' / '))
    .flatMap((passage) => placesOf(text, passage))
    .sort((a, b) => a.from - b.from);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to } of places) {
    if (to <= at) continue;
    const begin = Math.max(from, at);
    if (begin > at) pieces.push({ text: text.slice(at, begin), marked: false });
    pieces.push({ text: text.slice(begin, to), marked: true });
    at = to;
  }
  return at < text.length ? [...pieces, { text: text.slice(at), marked: false }] : pieces;
}

function placesOf(text: string, passage: string): { from: number; to: number }[] {
  const words = passage.replace(/^…|…$/g, '').trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+'), 'giu');
  const places = [];
  for (const found of text.matchAll(pattern)) {
    places.push({ from: found.index, to: found.index + found[0].length });
    if (places.length === MOST_PLACES) break;
  }
  return places;
}
