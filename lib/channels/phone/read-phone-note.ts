import type { ReadResult } from '@/lib/domain/report';
import { type PhoneNote, phoneNote } from './phone-note';

type Arrival = { raw: Uint8Array; mediaType: string; envelope: Record<string, unknown> };

/** Reads a note of a call. Never throws: bytes that are no note are shown as they are, flagged "unreadable-phone-note". */
export async function readPhoneNote({ raw }: Arrival): Promise<ReadResult> {
  const text = new TextDecoder().decode(raw);
  const note = parse(text);
  if (!note) return { ...EMPTY, status: 'unreadable', text, flags: ['unreadable-phone-note'] };
  const children = note.children.filter((child) => Object.values(child).some(Boolean));
  const empty = note.text.trim() === '';
  return {
    ...EMPTY,
    status: empty ? 'unreadable' : 'read',
    subject: children.flatMap(({ name }) => name ?? []).join(', '),
    text: note.text,
    notifier: { ...note.caller },
    children,
    flags: empty ? ['empty-body'] : [],
    ...(note.danger ? { danger: note.danger } : {}),
  };
}

const EMPTY = { subject: '', text: '', html: null, notifier: null, children: [], attachments: [], flags: [] };

function parse(text: string): PhoneNote | null {
  try {
    return phoneNote.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
