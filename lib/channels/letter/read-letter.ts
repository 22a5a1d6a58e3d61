import { z } from 'zod';
import { parseForm } from '@/lib/channels/form/parse-form';
import type { ReadAttachment, ReadResult } from '@/lib/domain/report';
import { FIELDS } from './letter-fields';

type Arrival = { raw: Uint8Array; mediaType: string; envelope: Record<string, unknown> };

/** What a page is called whose file came without a name. */
const NAMELESS = 'letter';

const envelopeSchema = z.object({ fileName: z.string().catch('') });

/**
 * Reads a letter: one scanned file, or what the page for letters sent. Its pages become attachments, whose text is read or recognised
 * like that of any attachment; until then there is no text and a person has to look. Never throws.
 */
export async function readLetter(arrival: Arrival): Promise<ReadResult> {
  if (!/^multipart\/form-data\b/i.test(arrival.mediaType)) return letterOf([scan(arrival)], {});
  const parsed = await parseForm(arrival.raw, arrival.mediaType);
  if (!parsed) return { ...letterOf([], {}), text: '', flags: ['unreadable-form'] };
  const pages = await Promise.all(parsed.files.map(async (file) => page(file.name, file.type, new Uint8Array(await file.arrayBuffer()))));
  const said = (name: string) => parsed.answers.get(name)?.trim() || undefined;
  return letterOf(pages, { sender: said(FIELDS.sender), child: said(FIELDS.child) });
}

function scan({ raw, mediaType, envelope }: Arrival): ReadAttachment {
  return page(envelopeSchema.parse(envelope).fileName || NAMELESS, mediaType, raw);
}

function page(name: string, mediaType: string, content: Uint8Array): ReadAttachment {
  const flags = content.byteLength === 0 ? ['empty-attachment', 'not-read'] : ['not-read'];
  return { name: name.split(/[\\/]/).pop() || NAMELESS, mediaType: mediaType || 'application/octet-stream', content, flags };
}

function letterOf(
  attachments: ReadAttachment[],
  { sender, child }: { sender?: string | undefined; child?: string | undefined },
): ReadResult {
  return {
    status: 'unreadable',
    subject: child ?? subjectOf(attachments[0]?.name ?? NAMELESS),
    text: '',
    html: null,
    notifier: sender ? { kind: 'unknown', anonymous: false, name: sender } : null,
    children: child ? [{ name: child }] : [],
    attachments,
    flags: ['unread-attachment'],
  };
}

function subjectOf(fileName: string): string {
  return fileName === NAMELESS ? '' : fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
}
