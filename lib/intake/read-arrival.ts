import { type Opening, openAttachments } from '@/lib/documents/open-attachments';
import type { FieldMapping } from '@/lib/domain/field-mapping';
import type { ChannelKind, ReadResult } from '@/lib/domain/report';

/**
 * An arrival as a reader gets it; `mediaType` with its parameters, as the channel stored it, and what its municipality says about
 * the labels of form vendors.
 */
export type ReadableArrival = {
  raw: Uint8Array;
  mediaType: string;
  envelope: Record<string, unknown>;
  mappings?: readonly FieldMapping[];
};

/** Reads one kind of arrival. Readers do not throw for bad input: they say "unreadable" and why, by flags. */
type ArrivalReader = (arrival: ReadableArrival) => Promise<ReadResult>;

/** Which reader reads what: arrivals of a channel kind with one of the media types (lower case, without parameters). */
export type ReaderEntry = { kinds: readonly ChannelKind[]; mediaTypes: readonly string[]; read: ArrivalReader };

/** As much of an unknown text as a person needs to see what it is; the original keeps all. */
const SHOWN = 200_000;

/**
 * Reads an arrival with the reader for its channel kind and media type, then the documents that came with it. What has no reader is
 * unreadable and shown as text if it is text.
 */
export async function readArrival(
  readers: readonly ReaderEntry[],
  kind: ChannelKind,
  arrival: ReadableArrival,
  opening: Opening = {},
): Promise<ReadResult> {
  const mediaType = (arrival.mediaType.split(';')[0] ?? '').trim().toLowerCase();
  const entry = readers.find(({ kinds, mediaTypes }) => kinds.includes(kind) && mediaTypes.includes(mediaType));
  return entry ? openAttachments(await entry.read(arrival), opening) : readUnknown(arrival);
}

/** An arrival as the text that it is, with flags that say why it is shown so. Cheap: for what no reader gets through, too. */
export function readUnknown({ raw, mediaType }: ReadableArrival, because = 'unknown-format'): ReadResult {
  const text = decodeIfText(raw.subarray(0, SHOWN), mediaType);
  const flags = [because, ...(text !== '' && raw.byteLength > SHOWN ? ['text-shortened'] : [])];
  return { ...nothingRead(flags), text };
}

/** The result of an arrival of which nothing could be read. */
export function nothingRead(flags: string[]): ReadResult {
  return { status: 'unreadable', subject: '', text: '', html: null, notifier: null, children: [], attachments: [], flags };
}

/** UTF-8 or UTF-16 text; other bytes with hardly a control character in them are read as Windows-1252, which can read everything. */
function decodeIfText(raw: Uint8Array, mediaType: string): string {
  const utf16 = (raw[0] === 0xff && raw[1] === 0xfe) || (raw[0] === 0xfe && raw[1] === 0xff);
  if (utf16) return new TextDecoder(raw[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(raw);
  // The last letter may be cut in two.
  const utf8 = new TextDecoder('utf-8').decode(raw, { stream: true });
  if (!utf8.includes('\uFFFD') && !isBinary(raw)) return utf8;
  return mediaType.startsWith('text/') || !isBinary(raw) ? new TextDecoder('windows-1252').decode(raw) : '';
}

function isBinary(raw: Uint8Array): boolean {
  let controls = 0;
  for (const byte of raw) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) controls += 1;
  return controls > raw.byteLength / 100;
}
