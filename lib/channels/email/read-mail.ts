import { type FieldMapping, mappingFor } from '@/lib/domain/field-mapping';
import type { Notifier, ReadResult } from '@/lib/domain/report';
import { automaticKind } from './automatic-mail';
import { decodeHeader } from './decode-header';
import { decodeText } from './decode-text';
import { type FormReading, readFormFields } from './form-fields';
import { formLines } from './form-lines';
import { headerBlock, headerValues } from './header-block';
import { type MailAddress, mailAddresses } from './mail-addresses';
import { type MailContent, mailContent, wordCount } from './mail-content';
import { type MailKeys, NO_KEYS } from './mail-keys';

export type MailArrival = {
  raw: Uint8Array;
  mediaType: string;
  envelope: Record<string, unknown>;
  /** What labels mean in the forms of some senders. */
  mappings?: readonly FieldMapping[];
};

/** Longer texts are cut for the queue and the screen; the arrival keeps all. */
const MAX_TEXT = 1_000_000;
const MAX_RAW_BYTES = 4_000_000;
/** A body of fewer words beside a document that is not read is a covering note: "see attached". */
const NOTE_WORDS = 20;
/** Stock phrases before the first boundary are shorter ("This is a multi-part message in MIME format."). */
const LOOSE_WORDS = 15;
const MAX_SUBJECT = 1000;
const MAX_HTML = 2_000_000;

/**
 * Reads a mail (RFC 5322, MIME). Never throws: what cannot be read has status "unreadable", flags that say why, and as much
 * text as there is. Charset labels, boundaries and encodings that are wrong are read by what the bytes are.
 */
export async function readMail(arrival: MailArrival, keys: MailKeys = NO_KEYS): Promise<ReadResult> {
  try {
    return await read(arrival, keys);
  } catch {
    return unreadable(arrival.raw);
  }
}

async function read({ raw, envelope, mappings = [] }: MailArrival, keys: MailKeys): Promise<ReadResult> {
  const content = await mailContent(raw, keys);
  const { root } = content.tree;
  const body = bodyOrRaw(content, raw);
  const mapping = mappingFor(mappings, senderOf(raw, envelope).address);
  const form = readFormFields([...content.fields, ...formLines(body)], mapping?.fields);
  const text = join(body, content.appended);
  const flags = new Set(content.flags);
  if (body !== content.body.trim()) flags.add('raw-body');
  if (text.trim() === '' && !flags.has('encrypted')) flags.add('empty-body');
  const html = content.html && content.html.length <= MAX_HTML ? content.html : null;
  const automatic = automaticKind({
    header: root.header,
    type: root.type,
    reportType: root.parameter('report-type'),
    invitation: content.invitation,
    isForm: form.isForm,
  });
  return {
    status: status(text, flags),
    subject: root.header('Subject').slice(0, MAX_SUBJECT),
    ...shortened(text, flags),
    html,
    notifier: notifier(raw, envelope, form),
    children: form.children,
    attachments: content.attachments,
    ...(form.danger && form.isForm ? { danger: form.danger } : {}),
    ...(automatic ? { automatic } : {}),
  };
}

/** The body; where reading the parts gave nothing, or left text between them, the bytes that were not understood. */
function bodyOrRaw(content: MailContent, raw: Uint8Array): string {
  const body = content.body.trim();
  if (body === '' && !content.sawHtml && content.appended.length === 0 && content.attachments.length === 0) {
    const { fields, bodyStart } = headerBlock(raw);
    const rest = fields.length > 0 ? raw.subarray(bodyStart) : raw;
    return decodeText(rest.subarray(0, MAX_RAW_BYTES)).trim();
  }
  const loose = decodeText(content.tree.loose.subarray(0, MAX_RAW_BYTES)).trim();
  return wordCount(loose) < LOOSE_WORDS ? body : [body, loose].filter((text) => text !== '').join('\n\n');
}

function join(body: string, appended: MailContent['appended']): string {
  return [body, ...appended.filter(({ text }) => text !== '').map(({ name, text }) => `--- ${name} ---\n${text}`)]
    .filter((text) => text !== '')
    .join('\n\n');
}

function status(text: string, flags: ReadonlySet<string>): ReadResult['status'] {
  if (flags.has('encrypted') || flags.has('empty-body') || flags.has('raw-body')) return 'unreadable';
  const unread = flags.has('unread-attachment') || flags.has('unreadable-attachment');
  return unread && wordCount(text) < NOTE_WORDS ? 'unreadable' : 'read';
}

function shortened(text: string, flags: Set<string>): { text: string; flags: string[] } {
  if (text.length > MAX_TEXT) flags.add('text-shortened');
  return { text: text.slice(0, MAX_TEXT).toWellFormed(), flags: [...flags].sort() };
}

/** Who the mail is from by its own account; a form system's mail is from the person that the form names. */
function notifier(raw: Uint8Array, envelope: Record<string, unknown>, form: FormReading): Notifier | null {
  const unknown = { kind: 'unknown', anonymous: false } as const;
  if (form.isForm && Object.keys(form.notifier).length > 0) return { ...unknown, ...form.notifier };
  const from = senderOf(raw, envelope);
  if (!from.name && !from.address) return null;
  return { ...unknown, ...(from.name ? { name: from.name } : {}), ...(from.address ? { email: from.address } : {}) };
}

/** Who sent it, by the header; without an address there, by the envelope. */
function senderOf(raw: Uint8Array, envelope: Record<string, unknown>): MailAddress {
  const block = headerBlock(raw);
  const from = ['from', 'sender', 'reply-to'].flatMap((name) => mailAddresses(block, [name]))[0];
  return { name: from?.name ?? '', address: from?.address || (typeof envelope.from === 'string' ? envelope.from : '') };
}

function unreadable(raw: Uint8Array): ReadResult {
  const { fields, bodyStart } = headerBlock(raw);
  const subject = headerValues({ fields, bodyStart }, 'subject')[0];
  const rest = raw.subarray(fields.length > 0 ? bodyStart : 0).subarray(0, MAX_RAW_BYTES);
  const flags = new Set(['raw-body']);
  if (raw.length - bodyStart > MAX_RAW_BYTES) flags.add('text-shortened');
  return {
    status: 'unreadable',
    subject: subject ? decodeHeader(subject).slice(0, MAX_SUBJECT) : '',
    ...shortened(decodeText(rest).trim(), flags),
    html: null,
    notifier: null,
    children: [],
    attachments: [],
  };
}
