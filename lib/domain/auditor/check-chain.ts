import { type AuditContent, auditHash } from '../audit';

export type ChainEntry = AuditContent & { previousHash: string; hash: string };

/**
 * The number of the first entry that does not follow from the one before it, counted from 0; null when the chain is whole. `first` is
 * the hash that the first entry must name: the arrival's for a report, the empty one for a municipality.
 */
export function brokenAt(entries: readonly ChainEntry[], first: string): number | null {
  let previous = first;
  for (const [number, entry] of entries.entries()) {
    if (entry.previousHash !== previous || entry.hash !== auditHash(previous, entry)) return number;
    previous = entry.hash;
  }
  return null;
}
