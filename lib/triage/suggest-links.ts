import { addDays } from 'date-fns';
import type { Tx } from '@/lib/db/client';
import { storable } from '@/lib/db/text';
import { spellings } from '@/lib/domain/link/spelling';
import { type Candidate, type LinkReason, type Suggestion, suggest, WINDOW_DAYS } from '@/lib/domain/link/suggest';
import { type TermSource, termsOf } from '@/lib/domain/link/terms';

export type LinkedReport = { id: string; municipalityId: string; receivedAt: Date };

/** A term of more reports than this tells too little to search by; it still counts when two reports are compared. */
const SEARCH_RARE = 40;
const CANDIDATES_MAX = 300;
const LINKS_MAX = 20;
const NAMES_SPELT = 12;

/**
 * Keeps the terms of a report and suggests links to others of its municipality that may be about the same child or event. A link
 * is a suggestion with its reason: no report is changed, merged or closed by it. It runs from the newer report to the older.
 *
 * Reports of one municipality wait for each other here until the commit: two that are read at the same time would not see each other.
 * @returns how many reports it is linked with by this call
 */
export async function suggestLinks(tx: Tx, report: LinkedReport, source: TermSource, now: Date): Promise<number> {
  const own: Candidate = { id: report.id, receivedAt: report.receivedAt, terms: [...new Set(termsOf(source).map(storable))] };
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`mottak-links:${report.municipalityId}`}, 0))::text`;
  const { municipalityId, receivedAt } = report;
  await tx.reportTerm.createMany({
    data: own.terms.map((term) => ({ reportId: report.id, municipalityId, term, receivedAt })),
    skipDuplicates: true,
  });
  const frequency = await frequencies(tx, report, asked(own.terms));
  const candidates = await findCandidates(tx, report, frequency);
  const found = suggest(own, candidates, {
    frequency: (term) => (frequency.get(term) ?? 0) + 1,
    common: await commonNames(tx, municipalityId),
    linkedBy: await termsOfLinks(tx, candidates),
  });
  return storeLinks(tx, own, candidates, found.slice(0, LINKS_MAX), now);
}

/** The terms to search by: the report's own, what may be a name or a place as such too, and names as others may spell them. */
function asked(terms: readonly string[]): string[] {
  const values = (kind: string) => terms.filter((term) => term.startsWith(`${kind}:`)).map((term) => term.slice(kind.length + 1));
  const names = values('name');
  return [
    ...new Set([
      ...terms.filter((term) => !term.startsWith('maybe:')),
      ...names.flatMap((name) => [`maybe:${name}`, `place:${name}`]),
      ...values('place').map((name) => `name:${name}`),
      ...values('maybe').map((name) => `name:${name}`),
      ...names.slice(0, NAMES_SPELT).flatMap((name) => spellings(name).map((spelling) => `name:${spelling}`)),
    ]),
  ];
}

/** How many other reports of the time window have each term. */
async function frequencies(tx: Tx, report: LinkedReport, terms: string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ term: string; reports: number }[]>`
    SELECT term, count(*)::int AS reports FROM report_term
    WHERE municipality_id = ${report.municipalityId}::uuid AND term = ANY(${terms}) AND report_id <> ${report.id}::uuid
      AND received_at BETWEEN ${addDays(report.receivedAt, -WINDOW_DAYS)}::timestamptz AND ${addDays(report.receivedAt, WINDOW_DAYS)}::timestamptz
    GROUP BY term`;
  return new Map(rows.map(({ term, reports }) => [term, reports]));
}

async function findCandidates(tx: Tx, report: LinkedReport, frequency: ReadonlyMap<string, number>): Promise<Candidate[]> {
  const rare = [...frequency].filter(([, reports]) => reports <= SEARCH_RARE).map(([term]) => term);
  if (rare.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string; receivedAt: Date; terms: string[] }[]>`
    WITH near AS (
      SELECT DISTINCT report_id, received_at FROM report_term
      WHERE municipality_id = ${report.municipalityId}::uuid AND term = ANY(${rare}) AND report_id <> ${report.id}::uuid
        AND received_at BETWEEN ${addDays(report.receivedAt, -WINDOW_DAYS)}::timestamptz AND ${addDays(report.receivedAt, WINDOW_DAYS)}::timestamptz
      ORDER BY received_at DESC LIMIT ${CANDIDATES_MAX}
    )
    SELECT near.report_id AS id, near.received_at AS "receivedAt", array_agg(all_terms.term) AS terms
    FROM near JOIN report_term all_terms ON all_terms.report_id = near.report_id
    GROUP BY near.report_id, near.received_at`;
  return rows;
}

/** The terms by which the candidates are linked among themselves. */
async function termsOfLinks(tx: Tx, candidates: readonly Candidate[]): Promise<string[]> {
  const ids = candidates.map(({ id }) => id);
  const links = await tx.reportLink.findMany({ where: { fromId: { in: ids }, toId: { in: ids } }, select: { reason: true } });
  return links.flatMap(({ reason }) => (reason as LinkReason).terms);
}

/** The municipality's own name says nothing about who a report concerns. */
async function commonNames(tx: Tx, municipalityId: string): Promise<Set<string>> {
  const { name } = await tx.municipality.findUniqueOrThrow({ where: { id: municipalityId }, select: { name: true } });
  const words = name.toLowerCase().match(/[\p{L}-]{3,}/gu) ?? [];
  return new Set(words.flatMap((word) => [word, `${word}s`]));
}

async function storeLinks(
  tx: Tx,
  own: Candidate,
  candidates: readonly Candidate[],
  found: readonly Suggestion[],
  now: Date,
): Promise<number> {
  const others = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const data = found.flatMap(({ id, reason }) => {
    const other = others.get(id);
    if (!other) return [];
    const [from, to] = isNewer(own, other) ? [own.id, id] : [id, own.id];
    return [{ fromId: from, toId: to, reason, createdAt: now }];
  });
  if (data.length === 0) return 0;
  const { count } = await tx.reportLink.createMany({ data, skipDuplicates: true });
  return count;
}

function isNewer(a: Candidate, b: Candidate): boolean {
  const difference = a.receivedAt.getTime() - b.receivedAt.getTime();
  return difference > 0 || (difference === 0 && a.id > b.id);
}
