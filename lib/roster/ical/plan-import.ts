import type { CalendarEvent } from './read-calendar';

type ImportPerson = { id: string; name: string; email: string };
type ImportLayer = { id: string; name: string };

/** An override that an earlier import of the file left. */
export type Imported = { id: string; key: string; staffId: string; layerId: string | null; from: Date; to: Date };

type RefusalCode = 'nobody-named' | 'several-people' | 'over-already' | 'cancelled' | 'repeated';

type Occurrence = { key: string; summary: string; from: Date; to: Date };
type Taken = Occurrence & { staffId: string; layerId: string | null };

/**
 * What becomes of one occurrence: a new override; one that replaces what the same occurrence was before; what is there already; one
 * that the file has cancelled since; or nothing, with the reason.
 */
export type ImportItem =
  | (Taken & { status: 'add' | 'present' })
  | (Taken & { status: 'change'; replaces: string })
  | (Occurrence & { status: 'withdraw'; replaces: string })
  | (Occurrence & { status: 'refused'; code: RefusalCode });

export type ImportGround = { people: ImportPerson[]; layers: ImportLayer[]; imported: Imported[]; layerId: string | null; now: Date };

/** Decides what becomes of each occurrence of a file. `layerId`: where events go whose words do not begin with a layer's name and a colon. */
export function planImport(events: CalendarEvent[], ground: ImportGround): ImportItem[] {
  const seen = new Set<string>();
  return events.map((event) => {
    const { key, summary, from, to } = event;
    const refused = (code: RefusalCode): ImportItem => ({ key, summary, from, to, status: 'refused', code });
    if (seen.has(key)) return refused('repeated');
    seen.add(key);
    if (to <= ground.now) return refused('over-already');
    const before = ground.imported.find((one) => one.key === key);
    if (event.cancelled) return before ? { key, summary, from, to, status: 'withdraw', replaces: before.id } : refused('cancelled');
    const named = peopleNamed(event, ground.people);
    if (named.length !== 1 || !named[0]) return refused(named.length === 0 ? 'nobody-named' : 'several-people');
    const taken = { key, summary, from, to, staffId: named[0].id, layerId: layerNamed(summary, ground) };
    if (!before) return { ...taken, status: 'add' };
    return isSame(before, taken) ? { ...taken, status: 'present' } : { ...taken, status: 'change', replaces: before.id };
  });
}

/** Who attends; else whose name stands in the words; else who organises, who often only keeps the calendar. */
function peopleNamed({ attendees, organizer, summary }: CalendarEvent, people: ImportPerson[]): ImportPerson[] {
  const attending = people.filter(({ email }) => attendees.includes(email.toLowerCase()));
  if (attending.length > 0) return attending;
  const words = ` ${wordsOf(summary)} `;
  const named = people.filter(({ name }) => words.includes(` ${wordsOf(name)} `));
  return named.length > 0 ? named : people.filter(({ email }) => email.toLowerCase() === organizer);
}

/** Letters and digits in lower case, so that a hyphen or comma between names tells nobody apart. */
function wordsOf(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function layerNamed(summary: string, { layers, layerId }: ImportGround): string | null {
  return layers.find(({ name }) => summary.toLowerCase().startsWith(`${name.toLowerCase()}:`))?.id ?? layerId;
}

function isSame(before: Imported, { staffId, layerId, from, to }: Taken): boolean {
  return before.staffId === staffId && before.layerId === layerId && +before.from === +from && +before.to === +to;
}
