import { appendAudit, municipalityStream } from '@/lib/db/append-audit';
import type { Db, Tx } from '@/lib/db/client';
import { may, type Role } from '@/lib/domain/access';
import { MottakError } from '@/lib/domain/errors';
import type { Known } from '@/lib/domain/roster/check-input';

/** What the use cases of the roster need. `notifyChange` is called after the commit. */
export type RosterDeps = { prisma: Db; notifyChange(municipalityId: string): void };

/** Who changes the roster, and of which municipality. */
export type RosterEditor = { staffId: string; role: Role; municipality: { id: string; timeZone: string } };

/** What the log says of a change, and what the caller gets. */
export type RosterChange<Result> = { action: string; detail: Record<string, unknown>; result: Result };

/**
 * Does one change to the roster of a municipality: change and audit entry commit together, then open browsers are told. Changes to
 * one roster wait for each other, so each sees what the one before has left.
 */
export async function changeRoster<Result>(
  { prisma, notifyChange }: RosterDeps,
  { staffId, municipality: { id } }: RosterEditor,
  now: Date,
  change: (tx: Tx) => Promise<RosterChange<Result>>,
): Promise<Result> {
  const result = await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM municipality WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    const { action, detail, result } = await change(tx);
    await appendAudit(tx, { municipalityId: id, stream: municipalityStream(id), reportId: null, at: now, actor: staffId, action, detail });
    return result;
  });
  notifyChange(id);
  return result;
}

/** @throws MottakError not-allowed for whoever may only see the roster */
export function needEditor({ role }: RosterEditor): void {
  if (!may(role, 'roster.edit')) throw new MottakError('not-allowed');
}

/** Everybody may enter and end their own absence. @throws MottakError not-allowed when it is somebody else's */
export function needEditorOrSelf(editor: RosterEditor, staffId: string): void {
  if (editor.staffId !== staffId) needEditor(editor);
}

/** Members of staff and units that the roster of the municipality can name. */
export async function knownOf(tx: Db | Tx, municipalityId: string): Promise<Known> {
  const staff = await tx.staff.findMany({ where: { municipalityId, active: true }, select: { id: true } });
  const units = await tx.unit.findMany({ where: { municipalityId }, select: { id: true } });
  return { staff: staff.map(({ id }) => id), units: units.map(({ id }) => id) };
}

/** @throws MottakError invalid-input when a field is at fault */
export function refuseFaults(fields: Record<string, string>): void {
  if (Object.keys(fields).length > 0) throw new MottakError('invalid-input', { fields });
}
