import type pg from 'pg';
import { storableJson } from '@/lib/db/text';
import { auditHash } from '@/lib/domain/audit';
import type { IncomingReport } from './incoming-report';

/** The report that a known delivery became, and the hash of the bytes that it came with first. */
export type FirstDelivery = { reportId: string; sha256: string };

/**
 * Writes to the first report's log that its delivery came again with other bytes, once for each hash, in the caller's transaction.
 * Another way through mail servers does that, and it is harmless; an id that joined two reports would do it too, and must be seen.
 */
export async function recordDeliveredAgain(
  client: pg.PoolClient,
  { municipalityId, channel }: IncomingReport,
  first: FirstDelivery,
  sha256: string,
  now: Date,
): Promise<void> {
  if (sha256 === first.sha256) return;
  // The same lock that every writer of this log takes: two copies at once make one entry, and the chain does not fork.
  await client.query('SELECT 1 FROM report WHERE id = $1::uuid FOR NO KEY UPDATE', [first.reportId]);
  const log = await client.query(LOG, [first.reportId, sha256]);
  const { last, known } = log.rows[0];
  if (known) return;
  const entry = {
    municipalityId,
    stream: first.reportId,
    reportId: first.reportId,
    at: now,
    actor: `system:${channel.kind}`,
    action: 'report.delivered-again',
    detail: storableJson({ channel, sha256, firstSha256: first.sha256 }),
  };
  const previousHash = last ?? first.sha256;
  await client.query(APPEND, [
    municipalityId,
    first.reportId,
    now,
    entry.actor,
    entry.action,
    JSON.stringify(entry.detail),
    previousHash,
    auditHash(previousHash, entry),
  ]);
}

const LOG = `
  SELECT (SELECT hash FROM audit_entry WHERE stream = $1::text AND report_id = $1::uuid ORDER BY id DESC LIMIT 1) AS last,
    EXISTS (SELECT FROM audit_entry WHERE report_id = $1::uuid AND action = 'report.delivered-again' AND detail->>'sha256' = $2) AS known`;

const APPEND = `
  INSERT INTO audit_entry (municipality_id, stream, report_id, at, actor, action, detail, previous_hash, hash)
  VALUES ($1::uuid, $2::text, $2::uuid, $3::timestamptz, $4, $5, $6::jsonb, $7, $8)`;
