import type { ReadAttachment, ReadResult } from '@/lib/domain/report';
import { type DocumentReading, LockedDocument } from './document';
import { type DocumentKind, documentKind, innerKind, readDocument } from './read-document';
import { isDisguised, realType } from './real-type';

export type Opening = {
  /** Attachments, by the order in which they are opened, on which a reading broke off before: they are left closed. */
  leaveClosed?: ReadonlySet<number>;
  /** Told before each document is opened, so that the one on which a reading breaks off is known. */
  onOpening?(number: number): void;
};

/** Smaller pictures are logos, icons and signatures; nobody writes a report in one. */
const WORTH_RECOGNISING = 20_000;
/** A text of fewer words beside a document that is not read is a covering note. */
const NOTE_WORDS = 20;
const MAX_DEPTH = 4;
const MAX_ATTACHMENTS = 500;
const MAX_TEXT = 1_000_000;
/** Why a report is unreadable that no document in it makes readable. */
const STAYS_UNREADABLE =
  /^(encrypted|raw-body|unreadable-(message|form)|unknown-(form|format)|message-(gone|not-opened)|attachment-(missing|damaged)|reader-failed)$/;

type State = { result: ReadResult; texts: string[]; flags: Set<string>; attachments: ReadAttachment[]; opened: number; opening: Opening };
type Waiting = { attachment: ReadAttachment; depth: number };

/**
 * Opens the documents among the attachments of a reading: their text goes below the report's own under their names, documents inside
 * them become attachments of the report, scans and photos are marked for recognising their text, and every attachment gets its real
 * type. Whatever cannot be opened stays as it is with a flag. Never throws.
 */
export async function openAttachments(result: ReadResult, opening: Opening = {}): Promise<ReadResult> {
  const state: State = { result, texts: [], flags: new Set(result.flags), attachments: [], opened: 0, opening };
  const waiting: Waiting[] = result.attachments.map((attachment) => ({ attachment, depth: 0 }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (state.attachments.length >= MAX_ATTACHMENTS) {
      state.attachments.push(next.attachment);
      continue;
    }
    waiting.unshift(...(await openOne(next, state)));
  }
  return settled(state);
}

/** @returns the documents inside, to be opened next */
async function openOne({ attachment, depth }: Waiting, state: State): Promise<Waiting[]> {
  const type = await realType(attachment.content);
  const flags = new Set(attachment.flags);
  const done = (more: Partial<ReadAttachment> = {}) =>
    void state.attachments.push({ ...attachment, realType: type, ...more, flags: [...flags] });
  if (isDisguised(attachment.name, type)) {
    flags.add('other-type-than-name');
    state.flags.add('other-type-than-name');
  }
  const isClosed = flags.has('encrypted') || flags.has('opened-with-key') || flags.has('attachment-damaged');
  const inner = depth > 0 && type === null ? innerKind(attachment, attachment.content) : null;
  const kind = isClosed ? null : (documentKind({ ...attachment, realType: type }) ?? inner);
  if (!kind) {
    done();
    return [];
  }
  const read = await tryReading(kind, attachment.content, state);
  if (read === 'locked' || read === null) {
    flags.add('not-read');
    if (read === 'locked') flags.add('encrypted').add('open-with-password');
    state.flags.add(read === 'locked' ? 'encrypted' : 'unreadable-attachment');
    done();
    return [];
  }
  take(read, kind, attachment, flags, state, done);
  if (depth >= MAX_DEPTH && read.inside.length > 0) state.flags.add('unread-attachment');
  return read.inside
    .map((inner, index) => ({ attachment: inside(attachment, inner, index), depth: depth + 1 }))
    .slice(0, depth < MAX_DEPTH ? undefined : 0);
}

async function tryReading(kind: DocumentKind, content: Uint8Array, state: State): Promise<DocumentReading | 'locked' | null> {
  const number = state.opened++;
  if (state.opening.leaveClosed?.has(number)) return null;
  if (kind !== 'picture') state.opening.onOpening?.(number);
  return readDocument(kind, content).catch((error) => (error instanceof LockedDocument ? 'locked' : null));
}

function take(
  read: DocumentReading,
  kind: DocumentKind,
  attachment: ReadAttachment,
  flags: Set<string>,
  state: State,
  done: (more: Partial<ReadAttachment>) => void,
): void {
  if (read.text !== '') state.texts.push(`--- ${attachment.name} ---\n${read.text}`);
  if (read.shortened) state.flags.add('text-shortened');
  const isPicture = kind === 'picture' && attachment.content.byteLength >= WORTH_RECOGNISING;
  const isScan = read.picturePages.length > 0;
  if (read.text !== '' || read.inside.length > 0) flags.delete('not-read');
  if (isScan) {
    flags.add(read.text === '' ? 'not-read' : 'partly-read');
    state.flags.add('unread-attachment');
  }
  done(isPicture || isScan ? { recognise: read.picturePages } : {});
}

function inside(outer: ReadAttachment, inner: DocumentReading['inside'][number], index: number): ReadAttachment {
  const name = inner.name || `${outer.name || 'attachment'}-${index + 1}`;
  return { name, mediaType: inner.mediaType ?? 'application/octet-stream', content: inner.content, flags: ['not-read'] };
}

function settled({ result, texts, flags, attachments }: State): ReadResult {
  const text = [result.text, ...texts].filter((part) => part.trim() !== '').join('\n\n');
  if (text.length > MAX_TEXT) flags.add('text-shortened');
  const unread = attachments.some((attachment) => attachment.flags.some((flag) => flag === 'not-read' || flag === 'partly-read'));
  if (!unread) for (const flag of ['unread-attachment', 'unreadable-attachment']) flags.delete(flag);
  if (texts.length > 0) flags.delete('empty-body');
  return {
    ...result,
    status: statusOf(result, text, flags, unread),
    text: text.slice(0, MAX_TEXT).toWellFormed(),
    flags: [...flags].sort(),
    attachments,
  };
}

/** A reading that failed for want of its documents has not failed when they were read; nothing else makes it better. */
function statusOf({ status, text: before }: ReadResult, text: string, flags: ReadonlySet<string>, unread: boolean): ReadResult['status'] {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (status === 'read') return flags.has('encrypted') && text === before && words < NOTE_WORDS ? 'unreadable' : 'read';
  const stays = text === before || words === 0 || [...flags].some((flag) => STAYS_UNREADABLE.test(flag)) || flags.has('empty-body');
  return stays || (unread && words < NOTE_WORDS) ? 'unreadable' : 'read';
}
