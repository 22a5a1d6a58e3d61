import { fileTypeFromBuffer } from 'file-type';
import type { ReadAttachment } from '@/lib/domain/report';
import { attachmentKind, defaultName } from './attachment-kind';
import { cmsContent } from './cms-content';
import { decodeText } from './decode-text';
import { unflow } from './flowed-text';
import type { FormField } from './form-fields';
import { inlineImages } from './inline-image';
import { MAX_HTML, readHtml } from './mail-html';
import { type MailKeys, NO_KEYS } from './mail-keys';
import { type MimePart, type MimeTree, mimeTree } from './mime-tree';
import { xmlFields } from './xml-fields';

/** What the parts of a mail hold, in reading order. */
export type MailContent = {
  tree: MimeTree;
  /** The body as its writer meant it to be read. */
  body: string;
  html: string | null;
  /** Readable text of attachments and embedded mails, each with its name. */
  appended: { name: string; text: string }[];
  attachments: ReadAttachment[];
  /** Labelled values of XML attachments. */
  fields: FormField[];
  flags: Set<string>;
  invitation: boolean;
  /** An HTML body was read, even if it says nothing. */
  sawHtml: boolean;
};

/** Mails inside mails are opened this deep. */
const MAX_DEPTH = 8;
/** A text part is decoded no further; what is longer than a thousand pages is not read by a person. */
const MAX_TEXT_BYTES = 4_000_000;
const PLACEHOLDER_WORDS = 40;
const PGP_BLOCK = /-----BEGIN PGP MESSAGE-----[\s\S]*?-----END PGP MESSAGE-----/g;

type Reading = Omit<MailContent, 'body' | 'html'> & {
  depth: number;
  htmls: string[];
  images: ReturnType<typeof inlineImages>;
  keys: MailKeys;
};

/**
 * Reads all parts of a message: body, attachments, mails inside it. Nothing is left out: what cannot be read becomes an
 * attachment with a flag.
 * @throws Error when the message cannot be split into parts
 */
export async function mailContent(raw: Uint8Array, keys: MailKeys = NO_KEYS, depth = 0): Promise<MailContent> {
  const tree = await mimeTree(raw);
  const pictures = leaves(tree.root).filter((part) => part.contentId !== '');
  const reading: Reading = {
    tree,
    depth,
    keys,
    htmls: [],
    images: inlineImages(pictures),
    appended: [],
    attachments: [],
    fields: [],
    flags: new Set(),
    invitation: false,
    sawHtml: false,
  };
  const body = await readPart(tree.root, reading);
  return { ...reading, body, html: reading.htmls.length > 0 ? reading.htmls.join('<hr />') : null };
}

export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

function leaves(part: MimePart): MimePart[] {
  return part.children.length > 0 ? part.children.flatMap(leaves) : [part];
}

/** Text that the part adds to the body; everything else goes into `reading`. */
async function readPart(part: MimePart, reading: Reading): Promise<string> {
  if (part.type === 'multipart/encrypted') {
    const opened = await openPgpParts(part, reading);
    if (opened !== null) return opened;
    reading.flags.add('encrypted').add('open-with-pgp');
  }
  if (part.type === 'multipart/alternative') return readAlternative(part, reading);
  if (part.children.length === 0) return part.type.startsWith('multipart/') ? '' : readLeaf(part, reading);
  const texts: string[] = [];
  for (const child of part.children) texts.push(await readPart(child, reading));
  return texts.filter((text) => text.trim() !== '').join('\n\n');
}

/** The plain text, unless it is a placeholder for HTML that says far more; where both say something, both (RFC 2046 5.1.4). */
async function readAlternative(part: MimePart, reading: Reading): Promise<string> {
  let plain = '';
  let rich = '';
  for (const child of part.children) {
    const text = await readPart(child, reading);
    if (text.trim() === '') continue;
    if (child.type === 'text/plain') plain = plain === '' ? text : `${plain}\n\n${text}`;
    else rich = rich === '' ? text : `${rich}\n\n${text}`;
  }
  if (plain.trim() === '') return rich;
  if (wordCount(rich) <= wordCount(plain) * 2 + 15) return plain;
  return wordCount(plain) < PLACEHOLDER_WORDS ? rich : `${plain}\n\n${rich}`;
}

async function readLeaf(part: MimePart, reading: Reading): Promise<string> {
  const isBody = part.disposition !== 'attachment' && part.fileName === '';
  if (isBody && part.type === 'text/plain') return plainText(part, reading);
  if (isBody && part.type === 'text/html') return htmlText(part, reading);
  if (isBody && part.type === 'message/delivery-status') return decode(part, reading);
  // A mail that is one encrypted object has its body inside it.
  const inner = part === reading.tree.root ? await openCmsPart(part, reading) : null;
  if (inner !== null) return inner;
  await readAttachment(part, reading);
  return '';
}

/** The body of a mail that is encrypted as a whole; null when it is not, or without a key for it. */
async function openCmsPart(part: MimePart, reading: Reading): Promise<string | null> {
  if (attachmentKind(part.type, part.fileName, part.content) !== 'cms') return null;
  const opened = reading.keys.openCms(part.content);
  const inner = opened ? await readInner(opened, reading) : null;
  if (!inner) return null;
  return sealedBody(part, part.fileName || 'smime.p7m', inner, reading);
}

function decode(part: MimePart, reading: Reading): string {
  if (part.content.length > MAX_TEXT_BYTES) reading.flags.add('text-shortened');
  return decodeText(part.content.subarray(0, MAX_TEXT_BYTES), part.charset).replace(/\r\n?/g, '\n');
}

async function plainText(part: MimePart, reading: Reading): Promise<string> {
  const text = await openPgpText(decode(part, reading), reading);
  return part.flowed ? unflow(text, part.delSp) : text;
}

/** Text with the OpenPGP messages in it opened; those for which there is no key stay as they are. */
async function openPgpText(text: string, reading: Reading): Promise<string> {
  let result = text;
  for (const block of text.match(PGP_BLOCK) ?? []) {
    const opened = await reading.keys.openPgp(Buffer.from(block));
    if (opened) {
      reading.flags.add('opened-with-key');
      result = result.replace(block, () => decodeText(opened));
    }
  }
  if (result.includes('-----BEGIN PGP MESSAGE-----')) reading.flags.add('encrypted').add('open-with-pgp');
  return result;
}

/** The message inside PGP/MIME (RFC 3156 4), which stands in the part after the one that names the format; null without a key for it. */
async function openPgpParts(part: MimePart, reading: Reading): Promise<string | null> {
  const sealed = part.children.find(({ content }) => content.subarray(0, 2000).includes('-----BEGIN PGP MESSAGE-----'));
  const opened = sealed ? await reading.keys.openPgp(sealed.content) : null;
  const inner = opened ? await readInner(opened, reading) : null;
  if (!sealed || !inner) return null;
  return sealedBody(sealed, sealed.fileName || 'encrypted.asc', inner, reading);
}

/** The body of a message that was opened with a key; the sealed one stays beside it as it came. */
function sealedBody(part: MimePart, name: string, inner: MailContent, reading: Reading): string {
  reading.flags.add('opened-with-key');
  if (inner.html) reading.htmls.push(inner.html);
  reading.attachments.push({ name, mediaType: part.type, content: part.content, flags: ['opened-with-key'] });
  return inner.body;
}

function htmlText(part: MimePart, reading: Reading): string {
  const source = decode(part, reading);
  if (source.length > MAX_HTML) reading.flags.add('text-shortened');
  const { html, text } = readHtml(source, reading.images.url);
  reading.sawHtml = true;
  if (html) reading.htmls.push(html);
  return text;
}

async function readAttachment(part: MimePart, reading: Reading): Promise<void> {
  const type = await mediaType(part);
  const name = part.fileName || defaultName(type, reading.attachments.length + 1);
  const attachment: ReadAttachment = { name, mediaType: type, content: part.content, flags: [] };
  const mark = (flag: string, own: string) => {
    reading.flags.add(flag);
    attachment.flags.push(own);
  };
  reading.attachments.push(attachment);
  const append = (text: string) => reading.appended.push({ name, text: text.trim() });
  switch (attachmentKind(type, name, part.content)) {
    case 'text':
      append(decode(part, reading));
      if (type === 'text/calendar' && part.parameter('method') === 'request') reading.invitation = true;
      return;
    case 'html':
      return void append(readHtml(decode(part, reading)).text);
    case 'xml':
      return appendXml(decode(part, reading), reading, append);
    case 'message':
      return (await appendMessage(part.content, name, reading)) ? undefined : mark('unread-attachment', 'not-read');
    case 'cms':
      return readCms(part, name, reading, mark);
    case 'signature':
      return;
    case 'encrypted':
      return mark('encrypted', 'encrypted');
    case 'tnef':
      return mark('unreadable-attachment', 'not-read');
    case 'unread':
      // A small picture that the HTML shows is seen with it.
      if (!(part.contentId !== '' && reading.images.shown.has(part.contentId))) mark('unread-attachment', 'not-read');
  }
}

/** The type as stated, unless the bytes plainly are something else than the text or the nothing in particular that is stated. */
async function mediaType(part: MimePart): Promise<string> {
  if (!/^(application\/octet-stream|text\/plain|application\/(x-)?download)$|^(?!.*\/)/.test(part.type)) return part.type;
  const detected = await fileTypeFromBuffer(part.content.subarray(0, 10_000)).catch(() => undefined);
  if (detected) return detected.mime;
  return part.type.includes('/') ? part.type : 'application/octet-stream';
}

function appendXml(xml: string, reading: Reading, append: (text: string) => void): void {
  const fields = xmlFields(xml);
  reading.fields.push(...fields);
  append(fields.length > 0 ? fields.map(({ label, value, within }) => `${within ? `${within}, ` : ''}${label}: ${value}`).join('\n') : xml);
}

async function readCms(part: MimePart, name: string, reading: Reading, mark: (flag: string, own: string) => void): Promise<void> {
  const cms = cmsContent(part.content);
  if (cms.kind === 'encrypted' || part.parameter('smime-type') === 'enveloped-data') {
    const opened = reading.keys.openCms(part.content);
    if (opened && (await appendMessage(opened, name, reading))) {
      reading.flags.add('opened-with-key');
      return;
    }
    reading.flags.add('open-with-smime');
    return mark('encrypted', 'encrypted');
  }
  if (cms.kind === 'signed' && (await appendMessage(cms.content, name, reading))) return;
  mark('unreadable-attachment', 'not-read');
}

/** Reads a mail inside this one: its text under its name, its attachments beside ours. False when it cannot be read. */
async function appendMessage(raw: Buffer, name: string, reading: Reading): Promise<boolean> {
  const at = reading.appended.length;
  const inner = await readInner(raw, reading);
  if (!inner) return false;
  const { header } = inner.tree.root;
  const lines = ['From', 'Date', 'Subject'].filter((key) => header(key) !== '').map((key) => `${key}: ${header(key)}`);
  reading.appended.splice(at, 0, { name, text: [lines.join('\n'), inner.body.trim()].filter((text) => text !== '').join('\n\n') });
  return true;
}

/** Takes over what a message inside this one holds beside its body; null when it cannot be read. */
async function readInner(raw: Buffer, reading: Reading): Promise<MailContent | null> {
  const inner = reading.depth < MAX_DEPTH ? await mailContent(raw, reading.keys, reading.depth + 1).catch(() => null) : null;
  if (!inner) return null;
  reading.appended.push(...inner.appended);
  reading.attachments.push(...inner.attachments);
  reading.fields.push(...inner.fields);
  // An invitation that somebody forwards is part of what they write.
  for (const flag of inner.flags) reading.flags.add(flag);
  return inner;
}
