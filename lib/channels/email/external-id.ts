import { createHash } from 'node:crypto';
import { decodeText } from './decode-text';
import { type HeaderBlock, headerBlock, headerValues } from './header-block';

/** Fields that servers and mailboxes add on the way: the same mail has others at every stop. */
const TRACE = new Set([
  'received',
  'return-path',
  'delivered-to',
  'x-delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-envelope-from',
  'x-original-from',
  'delivery-date',
  'x-received',
  'x-forwarded-to',
  'x-forwarded-for',
  'x-forwarded-by',
  'x-rcpt-to',
  'received-spf',
  'authentication-results',
  'x-authentication-results',
  'x-original-authentication-results',
  'status',
  'x-status',
  'x-uid',
  'x-uidl',
  'x-keywords',
  'x-imap',
  'x-imapbase',
  'x-mozilla-status',
  'x-mozilla-status2',
  'x-mozilla-keys',
  'x-evolution',
  'x-evolution-source',
  'content-length',
  'lines',
]);
const TRACE_FAMILIES = /^(arc-|x-spam-|x-virus-|x-ms-exchange-|x-microsoft-antispam|x-forefront-|x-gm-|x-google-)/;
const LF = 0x0a;
const CR = 0x0d;
const MAX_MESSAGE_ID = 200;

/**
 * The id of a delivery by mail: its Message-ID and the SHA-256 of every byte outside the trace fields that servers add, with
 * line ends made equal. A delivery that is tried again, the same mail fetched from a mailbox and its replay from a file have
 * one id; two mails of a machine that reuses a Message-ID have two. See docs/decisions/0010.
 */
export function mailExternalId(raw: Uint8Array): string {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const block = headerBlock(bytes);
  const hash = createHash('sha256');
  for (const piece of withoutLastLineEnds(piecesOutsideTrace(bytes, block))) addLines(hash, piece);
  const messageId = headerValues(block, 'message-id')[0];
  const name = messageId ? decodeText(messageId.subarray(0, 1000)).replace(/\s+/g, '').slice(0, MAX_MESSAGE_ID) : '';
  return `${name || '<no-message-id>'} ${hash.digest('hex')}${originOf(block)}`;
}

/**
 * Without Message-ID and Date two mails of a machine may be equal to the byte: the hop nearest to the sender tells them apart.
 * It stands beside the hash of the message and not in it, so that no text can pass for it.
 */
function originOf(block: HeaderBlock): string {
  if (headerValues(block, 'message-id').length > 0 || headerValues(block, 'date').length > 0) return '';
  const origin = headerValues(block, 'received').at(-1);
  if (!origin) return '';
  const hash = createHash('sha256');
  addLines(hash, origin);
  return ` ${hash.digest('hex').slice(0, 32)}`;
}

/**
 * The message without its trace fields. Servers add theirs to a header, so a field is trace only where nothing but header
 * fields stands before it: below a line that is none, "Status: he hits her" is what somebody wrote.
 */
function piecesOutsideTrace(bytes: Buffer, { fields }: HeaderBlock): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  let position = startOfHeader(bytes);
  for (const { name, start, end } of fields) {
    if (start !== position) break;
    position = end;
    if (!TRACE.has(name) && !TRACE_FAMILIES.test(name)) continue;
    if (start > from) pieces.push(bytes.subarray(from, start));
    from = end;
  }
  return [...pieces, bytes.subarray(from)];
}

/** A mailbox may have put its "From " line before the header. */
function startOfHeader(bytes: Buffer): number {
  return bytes.subarray(0, 5).toString('latin1') === 'From ' ? bytes.indexOf(LF) + 1 : 0;
}

/** Adds bytes with CR LF as LF, piece by piece: mailbox files end lines with LF, SMTP and IMAP with CR LF. */
function addLines(hash: ReturnType<typeof createHash>, bytes: Buffer): void {
  let from = 0;
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] !== LF) continue;
    hash.update(bytes.subarray(from, at));
    from = at + 1;
  }
  hash.update(bytes.subarray(from));
}

/** SMTP ends every message with a line end that a file may lack. */
function withoutLastLineEnds(pieces: Buffer[]): Buffer[] {
  const last = pieces.at(-1);
  if (!last) return [];
  let end = last.length;
  while (end > 0 && (last[end - 1] === LF || last[end - 1] === CR)) end -= 1;
  const before = pieces.slice(0, -1);
  return end > 0 ? [...before, last.subarray(0, end)] : withoutLastLineEnds(before);
}
