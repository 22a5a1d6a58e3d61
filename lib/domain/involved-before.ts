import type { Country } from './report';

type Person = { id: string; name: string };

/** A report that may be about the same child, with whoever acknowledged it, assessed it or had it assigned. */
export type LinkedReport = { ref: string; receivedAt: Date; assessed: boolean; people: readonly Person[] };

/** Somebody who was involved before, and in which reports. */
export type InvolvedPerson = Person & { refs: string[] };

type Case = { country: Country; receivedAt: Date; ongoingMeasures: boolean | null };

/**
 * Who was previously involved, where Barnets lov § 137, stk. 1 asks for a reassessment by somebody who was not: a child with ongoing
 * measures, or, while nobody has said whether there are any, a child of whom an earlier report was assessed. Empty elsewhere.
 */
export function involvedBefore({ country, receivedAt, ongoingMeasures }: Case, linked: readonly LinkedReport[]): InvolvedPerson[] {
  const earlier = linked.filter((other) => other.receivedAt <= receivedAt);
  const isReassessment = ongoingMeasures ?? earlier.some(({ assessed }) => assessed);
  if (country !== 'dk' || !isReassessment) return [];
  const people = new Map<string, InvolvedPerson>();
  for (const { ref, people: involved } of earlier) {
    for (const { id, name } of involved) {
      const refs = people.get(id)?.refs ?? [];
      people.set(id, { id, name, refs: [...new Set([...refs, ref])] });
    }
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
}
