import { decodeText } from '@/lib/channels/email/decode-text';
import { readHtml } from '@/lib/channels/email/mail-html';
import { unpackRtf } from './compressed-rtf';
import { type DocumentReading, reading } from './document';
import { readRtf } from './rtf-text';
import { isTnef, type MapiProperties, mapiProperties, tnefAttributes } from './tnef-stream';

const ATTRIBUTE = {
  subject: 0x00018004,
  body: 0x0002800c,
  messageProperties: 0x00069003,
  codePage: 0x00069007,
  attachmentStart: 0x00069002,
  attachmentTitle: 0x00018010,
  attachmentData: 0x0006800f,
  attachmentProperties: 0x00069005,
} as const;

const PROPERTY = { body: 0x1000, rtf: 0x1009, html: 0x1013, data: 0x3701, fileName: 0x3704, longName: 0x3707, mediaType: 0x370e } as const;
const OBJECT = 0x0d;
const UNICODE = 0x1f;
const INTERFACE_BYTES = 16;

type Attachment = { title: string; data: Buffer; properties: MapiProperties };

/**
 * Text and attachments of a winmail.dat (MS-OXTNEF), as Outlook wraps mails for its own kind. A mail inside is handed on as another
 * winmail.dat.
 * @throws Error when it is none
 */
export function readTnef(bytes: Uint8Array): DocumentReading {
  const stream = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isTnef(stream)) throw new Error('Not a TNEF stream.');
  const message = { subject: '', body: '', codePage: '', properties: new Map() as MapiProperties, attachments: [] as Attachment[] };
  for (const { id, data } of tnefAttributes(stream)) {
    const last = message.attachments.at(-1);
    if (id === ATTRIBUTE.codePage && data.length >= 4) message.codePage = `cp${data.readUInt32LE(0)}`;
    else if (id === ATTRIBUTE.subject) message.subject = decodeText(data, message.codePage);
    else if (id === ATTRIBUTE.body) message.body = decodeText(data, message.codePage);
    else if (id === ATTRIBUTE.messageProperties) message.properties = mapiProperties(data);
    else if (id === ATTRIBUTE.attachmentStart) message.attachments.push({ title: '', data: Buffer.alloc(0), properties: new Map() });
    else if (last && id === ATTRIBUTE.attachmentTitle) last.title = decodeText(data, message.codePage);
    else if (last && id === ATTRIBUTE.attachmentData) last.data = data;
    else if (last && id === ATTRIBUTE.attachmentProperties) last.properties = mapiProperties(data);
  }
  const body = bodyText(message.properties, message.codePage) || message.body;
  return reading([message.subject.trim(), body.trim()].filter((text) => text !== '').join('\n\n'), {
    inside: message.attachments.map((attachment) => unpack(attachment, message.codePage)),
  });
}

/** The plain body, else the HTML one, else the RTF one: Outlook sends one of them. */
function bodyText(properties: MapiProperties, codePage: string): string {
  const plain = text(properties, PROPERTY.body, codePage);
  if (plain.trim() !== '') return plain;
  const html = properties.get(PROPERTY.html)?.value;
  if (html) return readHtml(decodeText(html, codePage)).text;
  const rtf = properties.get(PROPERTY.rtf)?.value;
  return rtf ? readRtf(unpackRtf(rtf)).text : '';
}

function text(properties: MapiProperties, id: number, codePage: string): string {
  const property = properties.get(id);
  return property ? decodeText(property.value, property.type === UNICODE ? 'utf-16le' : codePage) : '';
}

function unpack({ title, data, properties }: Attachment, codePage: string): DocumentReading['inside'][number] {
  const stated = properties.get(PROPERTY.data);
  const isMessage = stated?.type === OBJECT;
  const content = stated ? stated.value.subarray(isMessage ? INTERFACE_BYTES : 0) : data;
  const name = text(properties, PROPERTY.longName, codePage) || text(properties, PROPERTY.fileName, codePage) || title;
  const mediaType = isMessage && isTnef(content) ? 'application/ms-tnef' : text(properties, PROPERTY.mediaType, codePage);
  return { name: name.trim(), content, ...(mediaType ? { mediaType } : {}) };
}
