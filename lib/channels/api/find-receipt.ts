import type pg from 'pg';
import { MottakError } from '@/lib/domain/errors';
import type { Vendor } from './find-vendor';
import { vendorChannel } from './take-report';

/** Entries of the log that say that a person has seen a report. */
export const SEEN_BY_A_PERSON = ['report.opened', 'report.original-opened', 'report.acknowledged'];

export type ReceiptStatus = { receiptCode: string; storedAt: string; status: 'stored' | 'seen' | 'assessed' };

/**
 * What became of a delivery of this vendor: stored, seen by a person, assessed. No more: not by whom, not with what outcome.
 * @throws MottakError not-found, also for a receipt of another vendor or municipality
 */
export async function findReceipt(pool: pg.Pool, vendor: Vendor, code: string): Promise<ReceiptStatus> {
  const values = [code.trim().toUpperCase(), vendor.municipalityId, vendorChannel(vendor), SEEN_BY_A_PERSON];
  const { rows } = await pool.query<{ stored_at: Date; assessed: boolean; seen: boolean }>(FIND, values);
  const report = rows[0];
  if (!report) throw new MottakError('not-found');
  const status = report.assessed ? 'assessed' : report.seen ? 'seen' : 'stored';
  return { receiptCode: code.trim().toUpperCase(), storedAt: report.stored_at.toISOString(), status };
}

const FIND = `
  SELECT r.stored_at, r.state = 'assessed' AS assessed,
    r.acknowledged_at IS NOT NULL OR EXISTS (SELECT FROM audit_entry e WHERE e.report_id = r.id AND e.action = ANY($4)) AS seen
  FROM report r JOIN channel c ON c.id = r.channel_id
  WHERE r.receipt_code = $1 AND r.municipality_id = $2::uuid AND c.kind = 'api' AND c.name = $3`;
