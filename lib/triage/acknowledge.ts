import { stopLadders } from '@/lib/deadlines/ladders';
import { ACKNOWLEDGE } from '@/lib/domain/escalation/policy';
import { type Acted, type Actor, actOnReport, type Seen, type TriageDeps } from './act-on-report';

/**
 * A named person takes responsibility for the report: the ladder for "nobody has acknowledged" stops. Its limits run on,
 * each with its own ladder (promise 4). Neither opening nor assigning does this.
 * @throws MottakError not-found, already-acknowledged, already-assessed, changed-meanwhile
 */
export async function acknowledge(deps: TriageDeps, staff: Actor, ref: string, input: Seen, now: Date): Promise<Acted> {
  return actOnReport(deps, staff, ref, input, 'acknowledge', now, async (report, tx) => {
    await stopLadders(tx, report.id, [ACKNOWLEDGE], now);
    return { data: acknowledgedBy(staff.staffId, now), action: 'report.acknowledged', detail: {} };
  });
}

/** What acknowledging changes in the report's row; assessing an unacknowledged report does the same. */
export function acknowledgedBy(staffId: string, now: Date) {
  return { state: 'acknowledged' as const, acknowledgedAt: now, acknowledgedById: staffId };
}
