import type { Notifier, ReadResult } from '@/lib/domain/report';
import { nothingRead, type ReadableArrival } from '@/lib/intake/read-arrival';
import { flagsOfFiles, openFile, type XmlFile } from '../xml/xml-file';
import { parseSdk, type SdkMessage } from './sdk-message';

/** Reads a message of Säker digital kommunikation. Never throws: what cannot be read is flagged "encrypted" or "unreadable-message". */
export async function readSdkMessage({ raw }: ReadableArrival): Promise<ReadResult> {
  const { message, fault } = parseSdk(raw);
  if (!message) return nothingRead([fault === 'encrypted' ? 'encrypted' : 'unreadable-message']);
  const files = message.documents.flatMap((document) =>
    document.files.map(({ name, mediaType, content }) => openFile(name, mediaType, content)),
  );
  const text = textOf(message, files);
  return {
    status: text ? 'read' : 'unreadable',
    subject: message.label ?? '',
    text,
    html: null,
    notifier: notifierOf(message),
    children: [],
    attachments: files.map(({ attachment }) => attachment),
    flags: [...(text ? [] : ['empty-body']), ...(message.confidential ? ['confidential'] : []), ...flagsOfFiles(files)],
  };
}

/** The texts of the documents in their order; with several documents each under its name. Then the files that are text. */
function textOf({ documents }: SdkMessage, files: XmlFile[]): string {
  const texts = documents.flatMap(({ name, texts }) => {
    const text = texts.join('\n\n');
    if (!text) return [];
    return documents.length > 1 && name ? [`--- ${name} ---\n${text}`] : [text];
  });
  const read = files.flatMap(({ attachment, text }) => (text ? [`--- ${attachment.name} ---\n${text}`] : []));
  return [...texts, ...read].join('\n\n');
}

/** Only organisations send: its name, unit and person as the message gives them. */
function notifierOf({ sender }: SdkMessage): Notifier {
  const organisation = [sender.label, sender.functionalAddress, sender.id && `(${sender.id})`].filter(Boolean).join(' ');
  const name = sender.persons.join(', ');
  const reference = sender.references.join(', ');
  return {
    kind: 'professional',
    anonymous: false,
    ...(organisation ? { organisation } : {}),
    ...(name ? { name } : {}),
    ...(reference ? { reference } : {}),
  };
}
