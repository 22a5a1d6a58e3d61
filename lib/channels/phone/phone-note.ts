import { z } from 'zod';
import type { IncomingReport } from '@/lib/intake/incoming-report';

export const PHONE_NOTE_MEDIA_TYPE = 'application/vnd.mottak.phone-note+json';

const instant = z.iso.datetime({ offset: true });
const said = z.string().min(1).optional();

/** A note of a call as it is stored, verbatim, as the raw bytes of its arrival. What was not said is left out. */
export const phoneNote = z.object({
  /** When the call began: it first reached the municipality then, so the law's clock starts here. */
  calledAt: instant,
  /** When the note was handed in. */
  notedAt: instant,
  callTaker: z.object({ staffId: z.string(), name: z.string() }),
  caller: z.object({
    kind: z.enum(['private', 'professional', 'child', 'parent', 'unknown']),
    anonymous: z.boolean(),
    name: said,
    phone: said,
    organisation: said,
  }),
  children: z.array(z.object({ name: said, nationalId: said, birthDate: said, address: said, whereabouts: said, school: said })),
  text: z.string(),
  /** The answer to "is the child in danger now?"; left out when it was not asked. */
  danger: z.enum(['yes', 'no', 'unknown']).optional(),
});

export type PhoneNote = z.infer<typeof phoneNote>;

/** The note as an arrival. `draftId` makes it one delivery, however often it is handed in. */
export function toIncoming(municipalityId: string, draftId: string, note: PhoneNote): IncomingReport {
  return {
    municipalityId,
    channel: { kind: 'phone', name: 'phone' },
    externalId: draftId,
    raw: new TextEncoder().encode(JSON.stringify(note)),
    mediaType: PHONE_NOTE_MEDIA_TYPE,
    envelope: { callTaker: note.callTaker.staffId, calledAt: note.calledAt, notedAt: note.notedAt },
    receivedAt: new Date(note.calledAt),
    receivedAtSource: 'stated-by-staff',
  };
}
