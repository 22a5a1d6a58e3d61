import type { ReadResult } from '@/lib/domain/report';
import { nothingRead, type ReadableArrival } from '@/lib/intake/read-arrival';
import { flagsOfFiles, openFile } from '../xml/xml-file';
import { type MemoMessage, parseMemo } from './memo-message';

/** Reads a message of Digital Post (MeMo). Never throws: what is no message is flagged "unreadable-message". */
export async function readMemo({ raw }: ReadableArrival): Promise<ReadResult> {
  const { message } = parseMemo(raw);
  if (!message) return nothingRead(['unreadable-message']);
  const files = message.documents.flatMap(({ kind, files: packed }) =>
    packed.map(({ name, mediaType, content }) => ({ kind, ...openFile(name, mediaType, content) })),
  );
  // A technical document is for machines: it is kept as an attachment, and its text is not the report's.
  const text = files
    .filter((file) => file.text && file.kind !== 'technical')
    .map((file, index) => (index === 0 && file.kind === 'main' ? file.text : `--- ${file.attachment.name} ---\n${file.text}`))
    .join('\n\n');
  return {
    status: text ? 'read' : 'unreadable',
    subject: message.label ?? '',
    text,
    html: null,
    notifier: notifierOf(message),
    children: Object.values(message.child).some(Boolean) ? [JSON.parse(JSON.stringify(message.child))] : [],
    attachments: files.map(({ attachment }) => attachment),
    flags: [...(text ? [] : ['empty-body']), ...flagsOfFiles(files)],
  };
}

/** An organisation sends as one; what a citizen is to the child, the message does not say. */
function notifierOf({ sender, caseId }: MemoMessage): ReadResult['notifier'] {
  const { idType, label, person } = sender;
  return {
    kind: idType === 'CVR' ? 'professional' : 'unknown',
    anonymous: false,
    ...(label ? { organisation: label } : {}),
    ...(person ? { name: person } : {}),
    ...(caseId ? { reference: caseId } : {}),
  };
}
