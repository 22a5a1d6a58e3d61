import { subDays } from 'date-fns';
import type pg from 'pg';

/** A report of a child that was reassessed by somebody who was involved before, although Barnets lov § 137, stk. 1 asks for somebody who was not. */
export type InvolvedAssessment = { ref: string; assessedAt: Date; by: string };

/** How long a supervisor sees it. */
const SHOWN_DAYS = 30;
const LIST_LIMIT = 50;

/** The newest first. The reason is a person's own words about a case, and stands on the report's page only. */
export async function readInvolvedAssessments(client: pg.ClientBase, municipalityId: string, now: Date): Promise<InvolvedAssessment[]> {
  const { rows } = await client.query<InvolvedAssessment>(
    `SELECT r.ref, r.assessed_at AS "assessedAt", s.name AS by FROM report r JOIN staff s ON s.id = r.assessed_by_id
     WHERE r.municipality_id = $1 AND r.involved_reason IS NOT NULL AND r.assessed_at > $2 ORDER BY r.assessed_at DESC LIMIT $3`,
    [municipalityId, subDays(now, SHOWN_DAYS), LIST_LIMIT],
  );
  return rows;
}
