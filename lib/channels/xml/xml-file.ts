import type { ReadAttachment } from '@/lib/domain/report';
import { decodeText } from '../email/decode-text';
import { readHtml } from '../email/mail-html';

/** A file of a message as its document holds it, and its text where it is text. */
export type XmlFile = { attachment: ReadAttachment; text: string };

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Opens a file whose bytes stand in a document as base64. Bytes that are not base64 are kept as they stand, and flagged. */
export function openFile(name: string | undefined, mediaType: string | undefined, content: string): XmlFile {
  const packed = content.replace(/\s+/g, '');
  const whole = BASE64.test(packed);
  const bytes = whole ? Buffer.from(packed, 'base64') : Buffer.from(content);
  const type = mediaType?.toLowerCase() || 'application/octet-stream';
  const text = whole ? textOf(bytes, type) : '';
  const flags = [
    ...(whole ? [] : ['attachment-damaged']),
    ...(bytes.byteLength === 0 ? ['empty-attachment'] : []),
    ...(text || !whole || bytes.byteLength === 0 ? [] : ['not-read']),
  ];
  return { attachment: { name: name?.split(/[\\/]/).pop() || 'file', mediaType: type, content: bytes, flags }, text };
}

function textOf(bytes: Uint8Array, type: string): string {
  if (/^text\/plain\b/.test(type)) return decodeText(bytes, /charset="?([\w-]+)/.exec(type)?.[1]).trim();
  return /^text\/html\b/.test(type) ? readHtml(decodeText(bytes, 'utf-8')).text.trim() : '';
}

/** Flags of a report from those of its files. */
export function flagsOfFiles(files: readonly XmlFile[]): string[] {
  const flags = files.flatMap(({ attachment }) => attachment.flags.map((flag) => (flag === 'not-read' ? 'unread-attachment' : flag)));
  return [...new Set(flags)];
}
