import type pg from 'pg';

/**
 * The reports that a run must look at, by id: all that are open, those with a ladder that climbs, those whose log grew since
 * `afterEntry`, and those about which an alarm of the auditor is open. Indexes hold what is open, so reports that were closed and did
 * not change since cost nothing, however many there are.
 */
export async function listCandidates(pool: pg.Pool, municipalityId: string | null, afterEntry: bigint): Promise<string[]> {
  const found = await pool.query<{ id: string }>(CANDIDATES, [municipalityId, afterEntry.toString()]);
  return found.rows.map(({ id }) => id);
}

const CANDIDATES = `
  SELECT id FROM report WHERE state <> 'assessed' AND ($1::uuid IS NULL OR municipality_id = $1::uuid)
  UNION SELECT report_id FROM ladder WHERE next_step_at IS NOT NULL AND ($1::uuid IS NULL OR municipality_id = $1::uuid)
  UNION SELECT report_id FROM audit_entry WHERE id > $2::bigint AND report_id IS NOT NULL AND ($1::uuid IS NULL OR municipality_id = $1::uuid)
  UNION SELECT r.id FROM alarm a JOIN report r ON r.ref = a.detail->>'ref'
    WHERE a.cleared_at IS NULL AND a.code LIKE 'audit-%' AND ($1::uuid IS NULL OR a.municipality_id = $1::uuid)
  ORDER BY 1`;

/** Puts first what a run that was cut off did not reach: the reports after the one at which it stopped. */
export function goOnAfter(ids: readonly string[], stoppedAt: string | null): string[] {
  if (stoppedAt === null) return [...ids];
  return [...ids.filter((id) => id > stoppedAt), ...ids.filter((id) => id <= stoppedAt)];
}
