import { checkSpan, type SpanInput } from '@/lib/domain/roster/check-input';
import { staffFault } from './add-override';
import { changeRoster, knownOf, needEditorOrSelf, type RosterDeps, type RosterEditor, refuseFaults } from './change-roster';

export type AbsenceInput = SpanInput & { staffId: string };

/**
 * Somebody cannot be on duty for a time: the duty moves to the next participant. Everybody may enter their own.
 * @throws MottakError not-allowed, invalid-input
 */
export async function addAbsence(deps: RosterDeps, editor: RosterEditor, input: AbsenceInput, now: Date): Promise<{ id: string }> {
  needEditorOrSelf(editor, input.staffId);
  return changeRoster(deps, editor, now, async (tx) => {
    const { id: municipalityId, timeZone } = editor.municipality;
    const checked = checkSpan(input, timeZone, now);
    refuseFaults({
      ...staffFault(input.staffId, (await knownOf(tx, municipalityId)).staff),
      ...('faults' in checked ? checked.faults : {}),
    });
    if ('faults' in checked) throw new Error('A fault was not refused.');
    const entry = { staffId: input.staffId, startsAt: checked.span.from, endsAt: checked.span.to };
    const { id } = await tx.dutyAbsence.create({ data: { ...entry, municipalityId, createdAt: now, createdById: editor.staffId } });
    return { action: 'roster.absence-added', detail: { id, ...entry }, result: { id } };
  });
}
