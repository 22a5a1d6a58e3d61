/** Addresses of a municipality, now and once, in lower case with domains in ASCII. */
export type KnownAddresses = {
  mailAddresses: readonly string[];
  mailDomains: readonly string[];
  closedAddresses: readonly string[];
  oldDomains: readonly string[];
};

/**
 * An address to which a report was sent though it is none of those that the municipality gives out, and why somebody may have used it:
 * it was closed; it is spelled nearly like one; its domain is an old one; it is another one of the municipality's domain; nothing known.
 */
export type WrongAddress = { address: string; is: 'closed' | 'near' | 'old-domain' | 'other' | 'unknown'; like?: string };

/** Two letters apart is a slip; three is another word. */
const NEAR = 2;
/** Of an address shorter than this, two letters are half. */
const SHORT = 8;

/** What is wrong with an address that is none of those in use. Both in lower case, with the domain in ASCII. */
export function explainWrongAddress(address: string, known: KnownAddresses): WrongAddress {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (known.closedAddresses.includes(address)) return { address, is: 'closed' };
  const like = nearest(address, known.mailAddresses);
  if (like) return { address, is: 'near', like };
  if (known.oldDomains.some((old) => under(domain, old))) return { address, is: 'old-domain' };
  return { address, is: known.mailDomains.some((own) => under(domain, own)) ? 'other' : 'unknown' };
}

function under(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`);
}

function nearest(address: string, candidates: readonly string[]): string | undefined {
  const within = (candidate: string) => (Math.min(localLength(candidate), localLength(address)) < SHORT ? 1 : NEAR);
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(address, candidate) }))
    .filter(({ candidate, distance }) => distance <= within(candidate))
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

function localLength(address: string): number {
  return address.lastIndexOf('@');
}

/** Letters that must be put in, taken out or changed (Levenshtein) to make one word of the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
