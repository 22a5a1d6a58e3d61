import { storable } from '@/lib/db/text';
import { moveLadders } from '@/lib/deadlines/ladders';
import { MottakError } from '@/lib/domain/errors';
import { URGENCIES, type Urgency, type UrgencyReason } from '@/lib/domain/report';
import { type Acted, type Actor, actOnReport, neededReason, type Seen, type TriageDeps } from './act-on-report';

export type ChangeUrgencyInput = Seen & { urgency: Urgency; reason?: string };

const BY_STAFF = 'changed-by-staff';

/**
 * A person raises or lowers the urgency; the log keeps both with the value before. Raising needs no reason, lowering does, and
 * only a person lowers (promise 7). Steps that were taken stay taken; the next step of every running ladder follows the
 * new urgency.
 * @throws MottakError not-found, already-assessed, changed-meanwhile, reason-needed, invalid-input when it has that urgency already
 */
export async function changeUrgency(deps: TriageDeps, staff: Actor, ref: string, input: ChangeUrgencyInput, now: Date): Promise<Acted> {
  return actOnReport(deps, staff, ref, input, 'change_urgency', now, async (report, tx) => {
    const lowers = isLower(input.urgency, report.urgency);
    const reason = lowers ? neededReason(input.reason) : input.reason?.trim();
    await moveLadders(tx, report, { urgency: input.urgency, onlyNearer: !lowers }, now);
    return {
      data: {
        urgency: input.urgency,
        urgencyReasons: reasonsAfter(report.urgencyReasons as UrgencyReason[]),
      },
      action: lowers ? 'report.urgency-lowered' : 'report.urgency-raised',
      detail: { from: report.urgency, to: input.urgency, ...(reason ? { reason: storable(reason) } : {}) },
    };
  });
}

function isLower(wanted: Urgency, current: Urgency): boolean {
  if (!URGENCIES.includes(wanted)) throw new MottakError('invalid-input', { fields: { urgency: 'unknown' } });
  if (wanted === current) throw new MottakError('invalid-input', { fields: { urgency: 'same' } });
  return URGENCIES.indexOf(wanted) > URGENCIES.indexOf(current);
}

/** What the rules saw stays to be read below the mark that a person has decided. */
function reasonsAfter(reasons: UrgencyReason[]): UrgencyReason[] {
  return [{ rule: BY_STAFF }, ...reasons.filter(({ rule }) => rule !== BY_STAFF)];
}
