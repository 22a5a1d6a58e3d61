import { attachmentKind } from '@/lib/channels/email/attachment-kind';
import { decodeText } from '@/lib/channels/email/decode-text';
import { readHtml } from '@/lib/channels/email/mail-html';
import { readMail } from '@/lib/channels/email/read-mail';
import { type DocumentReading, LockedDocument, reading } from './document';
import { readDocx, readOdt } from './office-text';
import { readPdf } from './pdf-text';
import { readTnef } from './read-tnef';
import { extensionOf } from './real-type';
import { readRtf } from './rtf-text';

export type DocumentKind = 'pdf' | 'docx' | 'odt' | 'rtf' | 'tnef' | 'picture' | 'locked' | 'text' | 'html' | 'message';

const BY_TYPE: Record<string, DocumentKind> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/rtf': 'rtf',
  'text/rtf': 'rtf',
  'image/jpeg': 'picture',
  'image/png': 'picture',
  'image/tiff': 'picture',
  'image/bmp': 'picture',
  'image/gif': 'picture',
  'image/webp': 'picture',
};

/** What can be read of a document, by its real type; where that says too little, by its name. Null: nothing. */
export function documentKind({
  name,
  mediaType,
  realType,
}: {
  name: string;
  mediaType: string;
  realType: string | null;
}): DocumentKind | null {
  const extension = extensionOf(name);
  if (/^application\/(vnd\.)?ms-tnef$/.test(mediaType) || /^winmail\.dat$/i.test(name)) return 'tnef';
  // Word keeps a document with a password in the container of its old format.
  if (realType === 'application/x-cfb' && extension === 'docx') return 'locked';
  if (realType !== null && BY_TYPE[realType]) return BY_TYPE[realType];
  if (realType === 'application/zip' && (extension === 'docx' || extension === 'odt')) return extension;
  return null;
}

/** What a file inside a document is, where nobody has read it as a part of a mail before. */
export function innerKind({ name, mediaType }: { name: string; mediaType: string }, content: Uint8Array): DocumentKind | null {
  const kind = attachmentKind(mediaType.toLowerCase(), name, content);
  if (kind === 'xml') return 'text';
  return kind === 'text' || kind === 'html' || kind === 'message' ? kind : null;
}

/**
 * Reads a document.
 * @throws LockedDocument, Error when it is broken
 */
export async function readDocument(kind: DocumentKind, content: Uint8Array): Promise<DocumentReading> {
  switch (kind) {
    case 'pdf':
      return readPdf(content);
    case 'docx':
      return readDocx(content);
    case 'odt':
      return readOdt(content);
    case 'rtf':
      return readRtf(content);
    case 'tnef':
      return readTnef(content);
    case 'picture':
      return reading('');
    case 'text':
      return reading(decodeText(content));
    case 'html':
      return reading(readHtml(decodeText(content)).text);
    case 'message':
      return readInnerMail(content);
    case 'locked':
      throw new LockedDocument();
  }
}

async function readInnerMail(content: Uint8Array): Promise<DocumentReading> {
  const mail = await readMail({ raw: content, mediaType: 'message/rfc822', envelope: {} });
  return reading([mail.subject, mail.text].filter((text) => text !== '').join('\n\n'), { inside: mail.attachments });
}
