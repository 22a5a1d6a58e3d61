import { changeRoster, needEditor, type RosterDeps, type RosterEditor } from './change-roster';
import { endVersions } from './end-versions';
import { type LayerSeen, needVersion } from './save-layer';

/**
 * Ends a layer now. With the last one the duty officers are on duty again at all times.
 * @throws MottakError not-allowed, not-found, changed-meanwhile
 */
export async function removeLayer(deps: RosterDeps, editor: RosterEditor, seen: LayerSeen, now: Date): Promise<void> {
  needEditor(editor);
  await changeRoster(deps, editor, now, async (tx) => {
    await needVersion(tx, editor.municipality.id, seen);
    await endVersions(tx, seen.layerId, now);
    return { action: 'roster.layer-removed', detail: { layerId: seen.layerId }, result: undefined };
  });
}
