import { randomUUID } from 'node:crypto';
import type { Tx } from '@/lib/db/client';
import { storable } from '@/lib/db/text';
import { MottakError } from '@/lib/domain/errors';
import { checkLayer, type Faults, type LayerInput } from '@/lib/domain/roster/check-input';
import { dayNumber, wallInstant } from '@/lib/domain/roster/wall-time';
import { changeRoster, knownOf, needEditor, type RosterDeps, type RosterEditor, refuseFaults } from './change-roster';
import { endVersions } from './end-versions';

/** The layer to change, and the version of it that the person saw; left out: a new layer. */
export type LayerSeen = { layerId: string; version: string };

/**
 * Adds a layer or changes one. It counts from its start day's handover, or at once when that is past; until then the layer stays as
 * it was, and what was stays answerable.
 * @throws MottakError not-allowed, invalid-input, not-found, changed-meanwhile
 */
export async function saveLayer(
  deps: RosterDeps,
  editor: RosterEditor,
  input: LayerInput,
  now: Date,
  seen?: LayerSeen,
): Promise<{ layerId: string }> {
  needEditor(editor);
  return changeRoster(deps, editor, now, async (tx) => {
    const { id: municipalityId, timeZone } = editor.municipality;
    refuseFaults({ ...(await nameFault(tx, municipalityId, input.name, seen)), ...checkLayer(input, await knownOf(tx, municipalityId)) });
    const start = wallInstant(dayNumber(input.rotation.startDay), input.rotation.handoverTime, timeZone);
    const validFrom = start > now ? start : now;
    if (seen) await needVersion(tx, municipalityId, seen);
    if (seen) await endVersions(tx, seen.layerId, validFrom);
    const layerId = seen?.layerId ?? randomUUID();
    const { name, position, unitId, participants, rotation, hours } = input;
    const data = { name: storable(name.trim()), position, unitId, participants, hours: hours ?? undefined, ...rotation };
    await tx.dutyLayer.create({ data: { ...data, layerId, municipalityId, validFrom, createdAt: now, createdById: editor.staffId } });
    const detail = { layerId, validFrom, name: data.name, position, unitId, participants, rotation, hours };
    return { action: seen ? 'roster.layer-changed' : 'roster.layer-added', detail, result: { layerId } };
  });
}

/** Two layers of one name could not be told apart on the screen or in a calendar. */
async function nameFault(tx: Tx, municipalityId: string, name: string, seen: LayerSeen | undefined): Promise<Faults> {
  const others = { municipalityId, validUntil: null, ...(seen ? { layerId: { not: seen.layerId } } : {}) };
  const layers = await tx.dutyLayer.findMany({ where: others, select: { name: true } });
  // Not left to the database, whose collation may not know that Ø is ø.
  const same = layers.some((layer) => layer.name.toLowerCase() === name.trim().toLowerCase());
  return same ? { name: 'repeated' } : {};
}

/** @throws MottakError not-found, or changed-meanwhile when the layer is no longer the version that the person saw */
export async function needVersion(tx: Tx, municipalityId: string, { layerId, version }: LayerSeen): Promise<void> {
  const open = await tx.dutyLayer.findFirst({ where: { layerId, municipalityId, validUntil: null }, select: { id: true } });
  if (!open) throw new MottakError('not-found');
  if (open.id !== version) throw new MottakError('changed-meanwhile');
}
