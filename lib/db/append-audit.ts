import type { AuditContent } from '@/lib/domain/audit';
import { chained } from './chained';
import type { Tx } from './client';

/** The stream of a municipality's own events, which belong to no report. */
export function municipalityStream(municipalityId: string): string {
  return `municipality:${municipalityId}`;
}

/**
 * Appends an entry to its stream's chain, in the caller's transaction, so that a change and its entry commit together.
 *
 * A report's stream begins with the arrival's hash, written by the one door; a municipality's stream begins with the empty hash.
 * The row lock makes writers of one stream wait for each other; the key on stream and previous hash refuses a fork.
 */
export async function appendAudit(tx: Tx, content: AuditContent): Promise<void> {
  await lockStream(tx, content);
  const { stream, reportId } = content;
  const last = await tx.auditEntry.findFirst({ where: { stream, reportId }, orderBy: { id: 'desc' }, select: { hash: true } });
  const previousHash = last?.hash ?? (await firstHash(tx, content));
  const entry = chained(previousHash, content);
  await tx.auditEntry.create({ data: { ...entry, detail: entry.detail as object } });
}

/** One statement to the database holds at most 65,535 values. */
const BATCH = 2000;

/**
 * Appends one entry to each of many reports' streams, as `appendAudit` does to one, with a few statements for thousands of them.
 * The reports are locked in the order of their ids, so that two callers never wait for each other in a ring.
 * @param entries at most one for each report
 */
export async function appendAudits(tx: Tx, entries: readonly (AuditContent & { reportId: string })[]): Promise<void> {
  for (let start = 0; start < entries.length; start += BATCH) {
    const batch = entries.slice(start, start + BATCH);
    const previous = await lockReports(
      tx,
      batch.map(({ reportId }) => reportId),
    );
    const rows = batch.map((content) => chained(previous.get(content.reportId) ?? '', content));
    // One parameter for all rows: ten for each row take many times as long.
    await tx.$executeRaw`
      INSERT INTO audit_entry (municipality_id, stream, report_id, at, actor, action, detail, previous_hash, hash)
      SELECT (e->>'municipalityId')::uuid, e->>'stream', (e->>'reportId')::uuid, (e->>'at')::timestamptz, e->>'actor', e->>'action',
        e->'detail', e->>'previousHash', e->>'hash'
      FROM jsonb_array_elements(${JSON.stringify(rows)}::text::jsonb) e`;
  }
}

/** Locks reports and reads, in a statement of its own that sees what was waited for, where the stream of each ends. */
async function lockReports(tx: Tx, reportIds: string[]): Promise<Map<string, string>> {
  await tx.$queryRaw`SELECT 1 FROM report WHERE id = ANY(${reportIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  const rows = await tx.$queryRaw<{ id: string; hash: string }[]>`
    SELECT r.id, coalesce(last.hash, a.sha256) AS hash FROM report r JOIN arrival a ON a.id = r.arrival_id
    LEFT JOIN LATERAL (SELECT hash FROM audit_entry WHERE report_id = r.id AND stream = r.id::text ORDER BY id DESC LIMIT 1) last ON true
    WHERE r.id = ANY(${reportIds}::uuid[])`;
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

/** Locks what the stream belongs to, weakly enough that rows pointing at it can still be inserted. */
async function lockStream(tx: Tx, { reportId, municipalityId }: AuditContent): Promise<void> {
  if (reportId) await tx.$queryRaw`SELECT 1 FROM report WHERE id = ${reportId}::uuid FOR NO KEY UPDATE`;
  else await tx.$queryRaw`SELECT 1 FROM municipality WHERE id = ${municipalityId}::uuid FOR NO KEY UPDATE`;
}

async function firstHash(tx: Tx, { reportId }: AuditContent): Promise<string> {
  if (!reportId) return '';
  const report = await tx.report.findUniqueOrThrow({ where: { id: reportId }, select: { arrival: { select: { sha256: true } } } });
  return report.arrival.sha256;
}
