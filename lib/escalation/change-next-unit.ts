import { appendMunicipalityAudit } from '@/lib/db/append-municipality-audit';
import { may } from '@/lib/domain/access';
import { MottakError } from '@/lib/domain/errors';
import type { PolicyDeps, PolicyEditor } from './change-policy';

/**
 * Says which unit is above another; its supervisors are "the next unit" of that unit's reports. Holds at once.
 * @throws MottakError not-allowed; not-found for a unit of another municipality; invalid-input when units would stand above each other
 */
export async function changeNextUnit(
  { prisma, notifyChange }: Pick<PolicyDeps, 'prisma' | 'notifyChange'>,
  { staffId, role, municipality }: PolicyEditor,
  { unitId, nextUnitId }: { unitId: string; nextUnitId: string | null },
  now: Date,
): Promise<void> {
  if (!may(role, 'policy.edit')) throw new MottakError('not-allowed');
  const { id } = municipality;
  await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM municipality WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    const units = await tx.unit.findMany({ where: { municipalityId: id }, select: { id: true, nextUnitId: true } });
    if ([unitId, nextUnitId].some((one) => one !== null && !units.some((unit) => unit.id === one))) throw new MottakError('not-found');
    const above = new Map(units.map((unit) => [unit.id, unit.id === unitId ? nextUnitId : unit.nextUnitId]));
    if (goesRound(unitId, above)) throw new MottakError('invalid-input', { fields: { nextUnitId: 'goes-round' } });
    await tx.unit.update({ where: { id: unitId }, data: { nextUnitId } });
    await appendMunicipalityAudit(tx, id, {
      at: now,
      actor: staffId,
      action: 'escalation.next-unit-changed',
      detail: { unitId, nextUnitId },
    });
  });
  notifyChange(id);
}

/** Whether one comes back to the unit on the way up. */
function goesRound(unitId: string, above: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  for (let next = above.get(unitId); next && !passed.has(next); next = above.get(next)) {
    if (next === unitId) return true;
    passed.add(next);
  }
  return false;
}
