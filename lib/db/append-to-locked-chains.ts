import type pg from 'pg';
import type { AuditContent } from '@/lib/domain/audit';
import { chained } from './chained';

/** An entry of a report's own chain. */
type ReportEntry = AuditContent & { reportId: string };

/**
 * Appends entries to the chains of many reports, in the given order, in the caller's transaction in plain SQL. The caller holds the
 * locks on the reports' rows, so that no other writer of a chain comes between; the key on stream and previous hash refuses a fork.
 */
export async function appendToLockedChains(client: pg.ClientBase, contents: readonly ReportEntry[]): Promise<void> {
  if (contents.length === 0) return;
  const last = await lastHashes(client, [...new Set(contents.map(({ reportId }) => reportId))]);
  const rows = contents.map((content) => {
    const previous = last.get(content.reportId);
    if (previous === undefined) throw new Error('A report has no chain to append to.');
    const entry = chained(previous, content);
    last.set(content.reportId, entry.hash);
    return entry;
  });
  await client.query({ name: 'append-audits', text: INSERT, values: [JSON.stringify(rows)] });
}

/** The door writes the first entry of each chain with the report itself, so every report has one. */
async function lastHashes(client: pg.ClientBase, reportIds: string[]): Promise<Map<string, string>> {
  const found = await client.query<{ id: string; hash: string }>({ name: 'last-hashes', text: LAST, values: [reportIds] });
  return new Map(found.rows.map(({ id, hash }) => [id, hash]));
}

const LAST = `
  SELECT r.id, a.hash FROM unnest($1::uuid[]) AS r(id) CROSS JOIN LATERAL (
    SELECT hash FROM audit_entry WHERE report_id = r.id AND stream = r.id::text ORDER BY id DESC LIMIT 1
  ) a`;

const INSERT = `
  INSERT INTO audit_entry (municipality_id, stream, report_id, at, actor, action, detail, previous_hash, hash)
  SELECT x."municipalityId", x.stream, x."reportId", x.at, x.actor, x.action, x.detail, x."previousHash", x.hash
  FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("municipalityId" uuid, stream text, "reportId" uuid, at timestamptz, actor text,
    action text, detail jsonb, "previousHash" text, hash text)) WITH ORDINALITY AS x ORDER BY x.ordinality`;
