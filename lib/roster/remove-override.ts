import { MottakError } from '@/lib/domain/errors';
import { changeRoster, needEditor, type RosterDeps, type RosterEditor } from './change-roster';

/** Ends an override now; what it did until now stays. @throws MottakError not-allowed, not-found */
export async function removeOverride(deps: RosterDeps, editor: RosterEditor, id: string, now: Date): Promise<void> {
  needEditor(editor);
  await changeRoster(deps, editor, now, async (tx) => {
    const where = { id, municipalityId: editor.municipality.id, removedAt: null };
    const { count } = await tx.dutyOverride.updateMany({ where, data: { removedAt: now, removedById: editor.staffId } });
    if (count === 0) throw new MottakError('not-found');
    return { action: 'roster.override-removed', detail: { id }, result: undefined };
  });
}
