import { storable } from '@/lib/db/text';
import { startLadder } from '@/lib/deadlines/ladders';
import { ACKNOWLEDGE } from '@/lib/domain/escalation/policy';
import { type Acted, type Actor, actOnReport, neededReason, type Seen, type TriageDeps } from './act-on-report';

export type HandBackInput = Seen & { reason: string };

/**
 * Gives the report back to everybody: nobody has it, and the ladder for "nobody has acknowledged" climbs a new round from now, within
 * the time that is left. The limits never stopped and are not touched, nor are their ladders.
 * @throws MottakError not-found, not-acknowledged, already-assessed, changed-meanwhile, reason-needed
 */
export async function handBack(deps: TriageDeps, staff: Actor, ref: string, input: HandBackInput, now: Date): Promise<Acted> {
  const reason = storable(neededReason(input.reason));
  return actOnReport(deps, staff, ref, input, 'hand_back', now, async (report, tx) => ({
    data: { state: 'unacknowledged', acknowledgedAt: null, acknowledgedById: null, assignedToId: null, alarmAt: null },
    action: 'report.handed-back',
    detail: {
      reason,
      round: await startLadder(tx, report, ACKNOWLEDGE, { startedAt: now, dueAt: report.dueAt }, now),
      from: report.acknowledgedById,
    },
  }));
}
