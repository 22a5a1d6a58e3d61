import type { Db } from '@/lib/db/client';
import { stuckSince } from '@/lib/domain/means';
import { errorCode, log } from '@/lib/log';
import { type PassOnDeps, passOn } from './pass-on';

const BATCH = 500;

/** An alarm is about no report: it has the patience of a high one. */
const ALARM_URGENCY = 'high';

/**
 * Goes on past every notice that reaches nobody: refused for good, given up, come back, or undelivered for longer than its report's
 * urgency allows. By the tables, not by timers, so that a restart forgets none. One that fails is logged by id and tried again.
 * @returns how many led to another notice
 * @throws when the database cannot be reached
 */
export async function passOnStuckNotices(deps: PassOnDeps, now: Date): Promise<number> {
  let hops = 0;
  for (const id of await findStuck(deps.prisma, now)) {
    try {
      const passed = await passOn(deps, id, now);
      if (passed === 'other-means' || passed === 'next-person') hops += 1;
    } catch (error) {
      await deps.prisma.$queryRaw`SELECT 1`;
      log().error({ noticeId: id, ...errorCode(error) }, 'a notice could not be passed on');
    }
  }
  return hops;
}

/** The most urgent first. What a notice's most urgent report allows is what it may wait. */
async function findStuck(prisma: Db, now: Date): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT n.id FROM notice n
    CROSS JOIN LATERAL (
      SELECT coalesce(min(r.urgency), ${ALARM_URGENCY}::text::urgency) AS urgency
      FROM notice_escalation ne JOIN escalation e ON e.id = ne.escalation_id JOIN report r ON r.id = e.report_id WHERE ne.notice_id = n.id) u
    WHERE n.passed_on_at IS NULL AND n.status IN ('queued', 'sending', 'failed') AND n.kind IN ('escalation', 'summary', 'alarm')
      AND (n.status = 'failed'
        OR n.created_at <= CASE u.urgency WHEN 'acute' THEN ${stuckSince('acute', now)}::timestamptz WHEN 'high' THEN ${stuckSince('high', now)}::timestamptz
          ELSE ${stuckSince('normal', now)}::timestamptz END
        OR EXISTS (SELECT 1 FROM notice_attempt a WHERE a.notice_id = n.id AND a.outcome = 'refused'))
    ORDER BY u.urgency, n.created_at LIMIT ${BATCH}`;
  return rows.map(({ id }) => id);
}
