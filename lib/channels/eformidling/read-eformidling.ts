import { fileTypeFromBuffer } from 'file-type';
import { storable } from '@/lib/db/text';
import { openArchive } from '@/lib/documents/open-archive';
import type { Notifier, ReadAttachment, ReadResult } from '@/lib/domain/report';
import { nothingRead, type ReadableArrival } from '@/lib/intake/read-arrival';
import { readMultipart } from '../secure-post/multipart';
import { isUnreadable, readText } from '../secure-post/read-correspondence';
import { childrenOf, findElement, parseXml, textAt, type XmlElement } from '../xml/xml-tree';
import { readSbd, type Sbd } from './sbd';

/** What the container holds for itself: nobody reads a signature. */
const PACKAGING = /^(META-INF\/|mimetype$|manifest\.xml$)/i;
const ARKIVMELDING = /(^|\/)arkivmelding\.xml$/i;
const TEXT_NAME = /\.(txt|json|xml)$/i;

/**
 * Reads a message of eFormidling: the standard business document and, in its ASiC-E container, arkivmelding.xml (Noark 5) with the
 * documents. Never throws: a container that does not open is kept as the attachment that it is.
 */
export async function readEformidling({ raw, mediaType, envelope }: ReadableArrival): Promise<ReadResult> {
  const [first, container] = readMultipart(raw, mediaType) ?? [];
  const sbd = first ? readSbd(parseJson(first.content)) : null;
  if (!first || !sbd) return nothingRead(['unreadable-message']);
  if (!container) return { ...nothingRead([]), notifier: notifierOf(sbd, null) };
  const files = unpack(container.content);
  if (!files) return { ...nothingRead(['unreadable-message']), notifier: notifierOf(sbd, null), attachments: [whole(container.content)] };
  const melding = arkivmeldingIn(files);
  const readings = await Promise.all([...files].map(([name, content]) => readFile(name, content, titleOf(melding, name))));
  const read = readings.flatMap(({ attachment, text }) => (text ? [`--- ${attachment.name} ---\n${text}`] : []));
  const text = storable([...wordsOf(melding), ...read].join('\n\n'));
  const flags = new Set(
    readings.flatMap(({ attachment }) => attachment.flags.map((flag) => (flag === 'not-read' ? 'unread-attachment' : flag))),
  );
  if (!text) flags.add('empty-body');
  if (!melding) flags.add('unknown-format');
  return {
    status: isUnreadable(text, flags) ? 'unreadable' : 'read',
    subject: storable(titlesOf(melding)[0] ?? String(envelope.type ?? '')),
    text,
    html: null,
    notifier: notifierOf(sbd, melding),
    children: [],
    attachments: readings.map(({ attachment }) => attachment),
    flags: [...flags],
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function unpack(container: Uint8Array): Map<string, Uint8Array> | null {
  try {
    return openArchive(container, (name) => !PACKAGING.test(name) && !name.endsWith('/'));
  } catch {
    return null;
  }
}

function whole(content: Uint8Array): ReadAttachment {
  return { name: 'message.asice', mediaType: 'application/vnd.etsi.asic-e+zip', content, flags: ['attachment-damaged'] };
}

function arkivmeldingIn(files: Map<string, Uint8Array>): XmlElement | null {
  const name = [...files.keys()].find((each) => ARKIVMELDING.test(each));
  const root = name ? parseXml(files.get(name) ?? new Uint8Array()) : null;
  return root?.name === 'arkivmelding' ? root : null;
}

/** Titles of folders and registrations in their order, each once; the public title hides what the real one says. */
function titlesOf(melding: XmlElement | null): string[] {
  const titles = entries(melding).flatMap((entry) => textAt(entry, 'tittel') ?? textAt(entry, 'offentligTittel') ?? []);
  return [...new Set(titles)].reverse();
}

/** Folders and registrations at any depth, outer ones first. */
function entries(element: XmlElement | null): XmlElement[] {
  return ['mappe', 'registrering', 'basisregistrering'].flatMap((name) =>
    childrenOf(element ?? undefined, name).flatMap((entry) => [entry, ...entries(entry)]),
  );
}

function wordsOf(melding: XmlElement | null): string[] {
  const described = entries(melding).flatMap((entry) => textAt(entry, 'beskrivelse') ?? []);
  const lines = [...titlesOf(melding), ...described];
  return lines.length > 0 ? [[...new Set(lines)].join('\n')] : [];
}

/** The title that the sender gave the document in this file. */
function titleOf(melding: XmlElement | null, file: string): string | undefined {
  const documents = entries(melding).flatMap((entry) => childrenOf(entry, 'dokumentbeskrivelse'));
  const described = documents.find((document) =>
    childrenOf(document, 'dokumentobjekt').some((object) => textAt(object, 'referanseDokumentfil') === file),
  );
  return textAt(described, 'tittel');
}

type Reading = { attachment: ReadAttachment; text: string };

async function readFile(path: string, content: Uint8Array, title: string | undefined): Promise<Reading> {
  const name = path.split('/').pop() || 'file';
  const isForm = ARKIVMELDING.test(path);
  const text = !isForm && TEXT_NAME.test(name) ? await readText(content) : null;
  const type = await fileTypeFromBuffer(content).catch(() => undefined);
  const mediaType = type?.mime ?? (isForm ? 'application/xml' : text === null ? 'application/octet-stream' : 'text/plain');
  const flags = [...(text === null && !isForm ? ['not-read'] : []), ...(content.byteLength === 0 ? ['empty-attachment'] : [])];
  return { attachment: { name: storable(title ? `${title} (${name})` : name), mediaType, content, flags }, text: text?.trim() ?? '' };
}

/** Only organisations send: the name that stands as sender in the arkivmelding, and the organisation number of the envelope. */
function notifierOf(sbd: Sbd, melding: XmlElement | null): Notifier {
  const party = entries(melding)
    .flatMap((entry) => childrenOf(entry, 'korrespondansepart'))
    .find((each) => /avsender/i.test(textAt(each, 'korrespondanseparttype') ?? ''));
  const number = sbd.sender?.split(':').at(-1);
  const name = textAt(party, 'korrespondansepartNavn');
  const system = melding ? findElement(melding, 'kontaktperson') : undefined;
  const organisation = name && number ? `${name} (${number})` : (name ?? number);
  return {
    kind: 'professional',
    anonymous: false,
    ...(organisation ? { organisation: storable(organisation) } : {}),
    ...(system?.text.trim() ? { name: storable(system.text.trim()) } : {}),
  };
}
