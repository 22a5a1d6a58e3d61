import type { Tx } from '@/lib/db/client';
import { may } from '@/lib/domain/access';
import { MottakError } from '@/lib/domain/errors';
import { type Acted, type Actor, actOnReport, type Seen, type TriageDeps } from './act-on-report';

/** `staffId`: who shall have the report; null takes it from whoever has it. */
export type AssignInput = Seen & { staffId: string | null };

/**
 * Gives the report to a member of staff. It is not acknowledged by this: its ladder climbs on until that person takes it.
 * @throws MottakError not-found, already-assessed, changed-meanwhile; invalid-input when the person may not act on reports here
 */
export async function assign(deps: TriageDeps, staff: Actor, ref: string, input: AssignInput, now: Date): Promise<Acted> {
  return actOnReport(deps, staff, ref, input, 'assign', now, async (report, tx) => {
    if (input.staffId) await checkAssignee(tx, staff.municipality.id, input.staffId);
    return { data: { assignedToId: input.staffId }, action: 'report.assigned', detail: { from: report.assignedToId, to: input.staffId } };
  });
}

async function checkAssignee(tx: Tx, municipalityId: string, id: string): Promise<void> {
  const found = await tx.staff.findFirst({ where: { id, municipalityId, active: true } });
  if (!found || !may(found.role, 'report.act')) throw new MottakError('invalid-input', { fields: { staffId: 'unknown' } });
}
