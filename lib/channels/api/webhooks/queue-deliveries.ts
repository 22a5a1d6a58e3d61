import type { Db } from '@/lib/db/client';
import { SEEN_BY_A_PERSON } from '../find-receipt';

/** Of one look; the others come with the next. */
const BATCH = 500;
/** A delivery that nobody assesses for so long tells its vendor nothing more. */
const DAYS = 120;

/**
 * Makes a message for each status that a delivery has reached and its vendor was not told: stored, seen by a person, assessed. Only for
 * what was stored since the webhook was added.
 * @returns how many were made
 */
export async function queueDeliveries(prisma: Db, now: Date): Promise<number> {
  return prisma.$executeRaw`
    INSERT INTO webhook_delivery (id, webhook_id, report_id, status, created_at, next_try_at)
    SELECT gen_random_uuid(), w.id, r.id, s.status, ${now}::timestamptz, ${now}::timestamptz
    FROM webhook w
    JOIN channel c ON c.municipality_id = w.municipality_id AND c.kind = 'api' AND c.name = 'api:' || w.vendor
    JOIN report r ON r.channel_id = c.id AND r.stored_at >= w.created_at AND r.stored_at > ${now}::timestamptz - make_interval(days => ${DAYS})
    CROSS JOIN LATERAL (VALUES ('stored', true), ('seen', r.acknowledged_at IS NOT NULL OR EXISTS (
        SELECT FROM audit_entry e WHERE e.report_id = r.id AND e.action = ANY(${SEEN_BY_A_PERSON}))), ('assessed', r.state = 'assessed')) s (status, reached)
    WHERE w.removed_at IS NULL AND s.reached
      AND NOT EXISTS (SELECT FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.report_id = r.id AND d.status = s.status)
    ORDER BY r.stored_at LIMIT ${BATCH}
    ON CONFLICT DO NOTHING`;
}
