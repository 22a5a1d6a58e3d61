import { storable } from '@/lib/db/text';
import { checkSpan, type Faults, type SpanInput } from '@/lib/domain/roster/check-input';
import { changeRoster, knownOf, needEditor, type RosterDeps, type RosterEditor, refuseFaults } from './change-roster';

/** `layerId` null: the duty of the whole municipality. */
export type OverrideInput = SpanInput & { layerId: string | null; staffId: string; reason: string };

const LONGEST_REASON = 500;

/**
 * Somebody takes a duty over for a time: a swap.
 * @throws MottakError not-allowed, invalid-input
 */
export async function addOverride(deps: RosterDeps, editor: RosterEditor, input: OverrideInput, now: Date): Promise<{ id: string }> {
  needEditor(editor);
  return changeRoster(deps, editor, now, async (tx) => {
    const { id: municipalityId, timeZone } = editor.municipality;
    const checked = checkSpan(input, timeZone, now);
    const layer = input.layerId && (await tx.dutyLayer.count({ where: { layerId: input.layerId, municipalityId, validUntil: null } }));
    refuseFaults({
      ...staffFault(input.staffId, (await knownOf(tx, municipalityId)).staff),
      ...(layer === 0 ? { layerId: 'unknown' } : {}),
      ...(input.reason.length > LONGEST_REASON ? { reason: 'too-long' } : {}),
      ...('faults' in checked ? checked.faults : {}),
    });
    if ('faults' in checked) throw new Error('A fault was not refused.');
    const { from: startsAt, to: endsAt } = checked.span;
    const entry = { layerId: input.layerId, staffId: input.staffId, startsAt, endsAt };
    const reason = storable(input.reason.trim()) || null;
    const { id } = await tx.dutyOverride.create({
      data: { ...entry, reason, municipalityId, createdAt: now, createdById: editor.staffId },
    });
    return { action: 'roster.override-added', detail: { id, ...entry, reason }, result: { id } };
  });
}

/** Whether the person who was chosen is a member of staff of the municipality. */
export function staffFault(staffId: string, staff: string[]): Faults {
  if (staffId === '') return { staffId: 'required' };
  return staff.includes(staffId) ? {} : { staffId: 'unknown' };
}
