import { MottakError } from '@/lib/domain/errors';
import { changeRoster, needEditorOrSelf, type RosterDeps, type RosterEditor } from './change-roster';

/** Ends an absence now: the person is back on duty. Everybody may end their own. @throws MottakError not-allowed, not-found */
export async function removeAbsence(deps: RosterDeps, editor: RosterEditor, id: string, now: Date): Promise<void> {
  await changeRoster(deps, editor, now, async (tx) => {
    const where = { id, municipalityId: editor.municipality.id, removedAt: null };
    const absence = await tx.dutyAbsence.findFirst({ where, select: { staffId: true } });
    if (!absence) throw new MottakError('not-found');
    needEditorOrSelf(editor, absence.staffId);
    await tx.dutyAbsence.update({ where: { id }, data: { removedAt: now, removedById: editor.staffId } });
    return { action: 'roster.absence-removed', detail: { id, staffId: absence.staffId }, result: undefined };
  });
}
