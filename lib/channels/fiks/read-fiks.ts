import { storable } from '@/lib/db/text';
import type { Notifier, ReadAttachment, ReadResult, ReportedChild } from '@/lib/domain/report';
import { isLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { nothingRead, type ReadableArrival } from '@/lib/intake/read-arrival';
import type { MailKeys } from '../email/mail-keys';
import { readFormDate } from '../form/form-date';
import { addressText, concernText, isFields } from './concern-text';
import { isReceiptType } from './message-types';
import { type Container, openContainer } from './open-container';
import { readSentAt } from './sent-at';

export const FIKS_MEDIA_TYPE = 'application/vnd.mottak.fiks+asice';
/** A message without a body: its headers as JSON are all that came. */
export const FIKS_HEADERS_MEDIA_TYPE = 'application/vnd.mottak.fiks-headers+json';

const FAULT_FLAGS = { empty: 'empty-body', encrypted: 'encrypted' } as const;
const MAX_TEXT = 500_000;

type Fields = Record<string, unknown>;

/**
 * Reads a message of the channel Fiks bekymringsmelding: every child, the notifier, and every field as text. Never throws: what cannot
 * be opened is flagged and stays as its original.
 */
export async function readFiks({ raw, envelope }: ReadableArrival, keys: Pick<MailKeys, 'openCms'>): Promise<ReadResult> {
  const container = openContainer(raw, keys);
  const attachments = container.files.map((file) => attachmentOf(container, file));
  if (isReceipt(envelope)) return receipt(JSON.stringify(envelope.headers ?? {}, null, 2), attachments);
  if (!container.concern) return { ...nothingRead([flagOf(container)]), attachments };
  const locale = isLocale(envelope.municipalityLocale) ? envelope.municipalityLocale : 'nb';
  try {
    return readConcern(container.concern.value, attachments, locale);
  } catch {
    // JSON that is nested deeper than can be written out again.
    return { ...nothingRead(['unreadable-message']), attachments };
  }
}

/** What came without a body, by its headers: the document lies in Dokumentlager, or the message is a receipt of the platform. */
export async function readFiksHeaders({ raw, envelope }: ReadableArrival): Promise<ReadResult> {
  const headers = storable(new TextDecoder().decode(raw));
  return isReceipt(envelope) ? receipt(headers, []) : { ...nothingRead(['unreadable-message']), text: headers };
}

function isReceipt({ type }: ReadableArrival['envelope']): boolean {
  return typeof type === 'string' && isReceiptType(type);
}

/** The platform says what became of a reply of ours: like a bounced mail, which a person must agree is no report. */
function receipt(text: string, attachments: ReadAttachment[]): ReadResult {
  return { ...nothingRead([]), status: 'read', text, attachments, automatic: 'bounce' };
}

function flagOf({ fault }: Container): string {
  return fault === 'empty' || fault === 'encrypted' ? FAULT_FLAGS[fault] : 'unreadable-message';
}

/** The PDF says what the JSON says: it is read only where the JSON could not be. */
function attachmentOf({ concern, sealed }: Container, { name, content }: Container['files'][number]): ReadAttachment {
  const isCopy = concern !== null && /\.pdf$/i.test(name);
  const mediaType = /\.pdf$/i.test(name) ? 'application/pdf' : /\.json$/i.test(name) ? 'application/json' : 'application/octet-stream';
  return { name: storable(name), mediaType, content, flags: isCopy ? (sealed ? ['opened-with-key'] : []) : ['not-read'] };
}

function readConcern(concern: Fields, attachments: ReadAttachment[], locale: Parameters<typeof concernText>[1]): ReadResult {
  const t = translator(locale, 'form');
  const text = storable(concernText(concern, locale));
  const children = childrenOf(concern);
  const flags = flagsOf(concern, children, text);
  const called = children
    .map((child) => child.name ?? (child.unborn ? t('subject.unborn') : undefined))
    .filter((name) => name !== undefined);
  return {
    // A body of a shape that nobody knows is shown field by field, for a person to read.
    status: flags.includes('unknown-form') ? 'unreadable' : 'read',
    subject: called.length > 0 ? `${t('subject.report')}: ${called.join(', ')}` : t('subject.report'),
    text: text.slice(0, MAX_TEXT).toWellFormed(),
    html: null,
    notifier: notifierOf(concern),
    children,
    attachments,
    flags,
  };
}

function flagsOf(concern: Fields, children: ReportedChild[], text: string): string[] {
  const { melding } = concern;
  const said = isFields(melding) ? Object.values(melding).some(stringOf) : stringOf(melding);
  const known = ['melding', 'privatBarn', 'offentligBarn', 'privatMelder', 'offentligMelder'].some((name) => name in concern);
  return [
    ...(known ? [] : ['unknown-form']),
    ...(said ? [] : ['empty-body']),
    ...(children.length === 0 ? ['no-child-named'] : []),
    ...(readSentAt(concern.sendingstidspunkt) ? [] : ['invalid-date']),
    ...(text.length > MAX_TEXT ? ['text-shortened'] : []),
  ];
}

function childrenOf(concern: Fields): ReportedChild[] {
  return [concern.offentligBarn, concern.privatBarn]
    .flatMap((list) => (Array.isArray(list) ? list : isFields(list) ? [list] : []))
    .filter(isFields)
    .map(childOf)
    .filter((child) => Object.keys(child).length > 0);
}

/** `fnr` is a national identity number, a date of birth or the term of an unborn child, or words: words stay in the text. */
function childOf(stated: Fields): ReportedChild {
  const number = stringOf(stated.fnr) ?? '';
  const digits = number.replace(/\s/g, '');
  const child: ReportedChild = {
    name: stringOf(stated.personnavn),
    nationalId: /^\d{11}$/.test(digits) ? digits : undefined,
    birthDate: readFormDate(number),
    address: isFields(stated.adresse) ? addressText(stated.adresse) || undefined : stringOf(stated.adresse),
    unborn: stated.ufoedt === true || stated.ufoedt === 'true' ? true : undefined,
  };
  return Object.fromEntries(
    Object.entries(child)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, typeof value === 'string' ? storable(value) : value]),
  );
}

/** The forms have no question of anonymity: a private notifier who gives no name, or calls itself anonymous, is. */
function notifierOf(concern: Fields): Notifier | null {
  const professional = isFields(concern.offentligMelder) ? concern.offentligMelder : null;
  const stated = professional ?? (isFields(concern.privatMelder) ? concern.privatMelder : null);
  if (!stated) return null;
  const company = isFields(stated.virksomhet) ? stated.virksomhet : {};
  const name = stringOf(stated.personnavn);
  const isAnonymous = !professional && (!name || /^anonym\b/i.test(name));
  const orgnr = stringOf(company.orgnr);
  const parts = {
    name: isAnonymous ? undefined : name,
    role: stringOf(stated.rolle),
    organisation: [stringOf(company.navn), orgnr && `(${orgnr})`].filter(Boolean).join(' ') || undefined,
    phone: stringOf(stated.telefonnummer),
    email: stringOf(stated.epost),
  };
  const given = Object.entries(parts).flatMap(([key, value]) => (value === undefined ? [] : [[key, storable(value)]]));
  return { kind: professional ? 'professional' : 'private', anonymous: isAnonymous, ...Object.fromEntries(given) };
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() || undefined : undefined;
}
