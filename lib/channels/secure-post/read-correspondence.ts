import { fileTypeFromBuffer } from 'file-type';
import iconv from 'iconv-lite';
import { storable } from '@/lib/db/text';
import type { Notifier, ReadAttachment, ReadResult } from '@/lib/domain/report';
import { type Overview, type OverviewAttachment, overviewSchema } from './altinn-answers';
import { hasChecksum } from './download-attachments';
import { type Part, readMultipart } from './multipart';

/** Characters of text that a report carries; all of it stays in the original. */
const MAX_TEXT = 500_000;
/** Fewer words than this beside an attachment that nobody read are taken for a covering note. */
const COVER_WORDS = 20;
const TEXT_TYPES: Record<string, string> = { txt: 'text/plain', json: 'application/json', xml: 'application/xml' };

type Arrival = { raw: Uint8Array; mediaType: string; envelope: Record<string, unknown> };
type Reading = { attachment: ReadAttachment; text: string | null };

/**
 * Reads an arrival of the secure-post channel: part 1 is Altinn's answer, the others its attachments, named by attachment id.
 * The markdown of the message is shown as the text that it is. Never throws: what cannot be read is told by status and flags.
 */
export async function readSecurePost(arrival: Arrival): Promise<ReadResult> {
  const parts = readMultipart(arrival.raw, arrival.mediaType);
  const [answer, ...files] = parts ?? [];
  if (!answer) return unreadable(['unreadable-message']);
  const status = answer.headers['x-altinn-status'];
  if (status) return unreadable([status === '404' ? 'message-gone' : 'message-not-opened']);
  const overview = readOverview(answer);
  const readings = await Promise.all(files.map((file) => readFile(file, overview)));
  return overview
    ? combine(overview, readings)
    : { ...unreadable(['unreadable-message']), attachments: readings.map(({ attachment }) => attachment) };
}

function readOverview({ content }: Part): Overview | null {
  try {
    return overviewSchema.safeParse(JSON.parse(new TextDecoder().decode(content))).data ?? null;
  } catch {
    return null;
  }
}

function combine(overview: Overview, readings: Reading[]): ReadResult {
  const { messageTitle = '', messageSummary = '', messageBody = '', attachments = [] } = overview.content ?? {};
  const own = [messageBody.includes(messageSummary) ? '' : messageSummary, messageBody].map((text) => text.trim()).filter(Boolean);
  const read = readings.flatMap(({ attachment, text }) => (text?.trim() ? [`--- ${attachment.name} ---\n${text.trim()}`] : []));
  const text = storable([...own, ...read].join('\n\n'));
  const flags = new Set(
    readings.flatMap(({ attachment }) => attachment.flags.map((flag) => (flag === 'not-read' ? 'unread-attachment' : flag))),
  );
  if (overview.isConfidential) flags.add('confidential');
  if (!text) flags.add('empty-body');
  if (attachments.length > readings.length) flags.add('attachment-missing');
  if (text.length > MAX_TEXT) flags.add('text-shortened');
  return {
    status: isUnreadable(text, flags) ? 'unreadable' : 'read',
    subject: storable(messageTitle),
    text: text.slice(0, MAX_TEXT).toWellFormed(),
    html: null,
    notifier: readNotifier(overview),
    children: [],
    attachments: readings.map(({ attachment }) => attachment),
    flags: [...flags],
  };
}

/** Nothing to read, or a few words such as "see the attached report" about something that nobody read. */
export function isUnreadable(text: string, flags: ReadonlySet<string>): boolean {
  const unread = ['unread-attachment', 'attachment-missing', 'attachment-damaged'].some((flag) => flags.has(flag));
  return !text || flags.has('encrypted') || (unread && text.split(/\s+/).length < COVER_WORDS);
}

/** Only organisations can send: the sender's own name if it gave one, and its organisation number. */
function readNotifier({ sender, messageSender, sendersReference }: Overview): Notifier {
  const number = sender.split(':').at(-1) ?? '';
  const organisation = messageSender && number ? `${messageSender} (${number})` : messageSender || number;
  return {
    kind: 'professional',
    anonymous: false,
    ...(organisation ? { organisation: storable(organisation) } : {}),
    ...(sendersReference ? { reference: storable(sendersReference) } : {}),
  };
}

async function readFile(file: Part, overview: Overview | null): Promise<Reading> {
  const id = decode(file.headers['content-id']?.replace(/^<|>$/g, '') ?? '');
  const stated = overview?.content?.attachments.find((attachment) => attachment.id === id);
  const name = storable(stated?.fileName || stated?.displayName || fileName(file) || 'attachment');
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  const text = stated?.isEncrypted || !(extension in TEXT_TYPES) ? null : await readText(file.content);
  const mediaType = text === null ? await mediaTypeOf(file) : (TEXT_TYPES[extension] ?? 'text/plain');
  return { attachment: { name, mediaType, content: file.content, flags: fileFlags(file.content, stated, text) }, text };
}

function fileFlags(content: Uint8Array, stated: OverviewAttachment | undefined, text: string | null): string[] {
  const flags = text === null ? ['not-read'] : [];
  if (stated?.isEncrypted) flags.push('encrypted');
  if (stated && !hasChecksum(content, stated.checksum)) flags.push('attachment-damaged');
  return flags;
}

/** What the bytes are goes before what the sender says they are. */
async function mediaTypeOf(file: Part): Promise<string> {
  return (await sniff(file.content)) ?? file.headers['content-type'] ?? 'application/octet-stream';
}

async function sniff(content: Uint8Array): Promise<string | undefined> {
  const type = await fileTypeFromBuffer(content).catch(() => undefined);
  return type?.mime;
}

/** Text in UTF-16 with a byte order mark, in UTF-8, or else in Windows-1252; null for bytes that are no text, whatever their name says. */
export async function readText(content: Uint8Array): Promise<string | null> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  // Before sniffing, which takes this mark for the start of a sound file.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return iconv.decode(bytes, 'utf-16');
  const type = await sniff(content);
  if (type && type !== 'application/xml') return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.includes(0) ? null : iconv.decode(bytes, 'windows-1252');
  }
}

function fileName(file: Part): string {
  return decode(/filename\*=UTF-8''(\S+)/.exec(file.headers['content-disposition'] ?? '')?.[1] ?? '');
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function unreadable(flags: string[]): ReadResult {
  return { status: 'unreadable', subject: '', text: '', html: null, notifier: null, children: [], attachments: [], flags };
}
