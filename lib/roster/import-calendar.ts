import type { Db, Tx } from '@/lib/db/client';
import { storable } from '@/lib/db/text';
import { changeRoster, needEditor, type RosterDeps, type RosterEditor, refuseFaults } from './change-roster';
import { type Imported, type ImportItem, planImport } from './ical/plan-import';
import { readCalendar, type Unread } from './ical/read-calendar';

/** `layerId` null: events that name no layer are the duty of the whole municipality. */
export type ImportInput = { text: string; layerId: string | null };

export type ImportPlan = { items: (ImportItem & { person: string | null; layer: string | null })[]; unread: Unread[] };

/** Characters; a year of shifts has a tenth of it. */
const LONGEST_CALENDAR = 1_000_000;

/**
 * What an import of the calendar file would do; changes nothing.
 * @throws MottakError not-allowed, invalid-input
 */
export async function previewImport({ prisma }: RosterDeps, editor: RosterEditor, input: ImportInput, now: Date): Promise<ImportPlan> {
  needEditor(editor);
  return plan(prisma, editor, input, now);
}

/**
 * Takes the events of a calendar file as overrides. The same event (UID and start) again is taken once; one that has changed since
 * replaces what it was, one that was cancelled ends it.
 * @throws MottakError not-allowed, invalid-input
 */
export async function importCalendar(deps: RosterDeps, editor: RosterEditor, input: ImportInput, now: Date): Promise<ImportPlan> {
  needEditor(editor);
  return changeRoster(deps, editor, now, async (tx) => {
    const planned = await plan(tx, editor, input, now);
    const by = { municipalityId: editor.municipality.id, createdAt: now, createdById: editor.staffId };
    const ended = planned.items.flatMap((item) => ('replaces' in item ? [item.replaces] : []));
    await tx.dutyOverride.updateMany({ where: { id: { in: ended } }, data: { removedAt: now, removedById: editor.staffId } });
    const added = planned.items.flatMap((item) =>
      item.status === 'add' || item.status === 'change'
        ? [{ ...by, layerId: item.layerId, staffId: item.staffId, startsAt: item.from, endsAt: item.to, importKey: storable(item.key) }]
        : [],
    );
    await tx.dutyOverride.createMany({ data: added });
    const refused = planned.items.filter(({ status }) => status === 'refused').length + planned.unread.length;
    const detail = {
      added: added.map(({ staffId, layerId, startsAt, endsAt }) => ({ staffId, layerId, startsAt, endsAt })),
      ended,
      refused,
    };
    return { action: 'roster.calendar-imported', detail, result: planned };
  });
}

async function plan(db: Db | Tx, { municipality }: RosterEditor, { text, layerId }: ImportInput, now: Date): Promise<ImportPlan> {
  const municipalityId = municipality.id;
  const layers = await db.dutyLayer.findMany({ where: { municipalityId, validUntil: null }, select: { layerId: true, name: true } });
  refuseFaults({
    ...(text.trim() === '' ? { text: 'required' } : text.length > LONGEST_CALENDAR ? { text: 'too-long' } : {}),
    ...(layerId && !layers.some((layer) => layer.layerId === layerId) ? { layerId: 'unknown' } : {}),
  });
  const people = await db.staff.findMany({ where: { municipalityId, active: true }, select: { id: true, name: true, email: true } });
  const { events, unread } = readCalendar(text, municipality.timeZone, now);
  const imported = await importedBefore(
    db,
    municipalityId,
    events.map(({ key }) => storable(key)),
  );
  const named = layers.map((layer) => ({ id: layer.layerId, name: layer.name }));
  const items = planImport(events, { people, layers: named, imported, layerId, now }).map((item) => ({
    ...item,
    person: 'staffId' in item ? (people.find(({ id }) => id === item.staffId)?.name ?? null) : null,
    layer: 'layerId' in item ? (named.find(({ id }) => id === item.layerId)?.name ?? null) : null,
  }));
  return { items, unread };
}

async function importedBefore(db: Db | Tx, municipalityId: string, keys: string[]): Promise<Imported[]> {
  const rows = await db.dutyOverride.findMany({ where: { municipalityId, removedAt: null, importKey: { in: keys } } });
  return rows.map(({ id, importKey, staffId, layerId, startsAt, endsAt }) => ({
    id,
    key: importKey ?? '',
    staffId,
    layerId,
    from: startsAt,
    to: endsAt,
  }));
}
