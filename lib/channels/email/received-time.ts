import { decodeText } from './decode-text';
import { headerBlock, headerValues } from './header-block';
import { isUnder } from './mail-domain';

/** How a mail came: over SMTP just now, out of a mailbox that noted an arrival time, or from a file. */
export type MailRoute = { kind: 'smtp'; ownDomains: readonly string[] } | { kind: 'imap'; internalDate: Date | null } | { kind: 'import' };

export type ReceivedTime = { receivedAt: Date; source: string; flags: string[] };

/**
 * When a mail first reached the municipality: the instant of its topmost Received field, which the municipality's own
 * server wrote (RFC 5321 4.4). `Date:` is the sender's claim and is never used.
 *
 * SMTP: `now`, or earlier where the topmost Received is by a server of the municipality itself. IMAP: the earlier of the
 * mailbox's INTERNALDATE and the topmost Received. File: the topmost Received; when it tells no time, `now` with the flag
 * "received-time-unknown".
 */
export function receivedTime(raw: Uint8Array, route: MailRoute, now: Date): ReceivedTime {
  const topmost = topmostReceived(raw);
  if (route.kind === 'smtp') {
    const own = topmost.at && topmost.by && route.ownDomains.some((domain) => isUnder(topmost.by, domain));
    return own && topmost.at && topmost.at < now ? stamped(topmost.at, 'received-header') : stamped(now, 'smtp');
  }
  if (route.kind === 'import') {
    if (topmost.at) return stamped(topmost.at, 'received-header');
    return { receivedAt: now, source: 'time-of-import', flags: ['received-time-unknown'] };
  }
  const mailbox = route.internalDate && !Number.isNaN(route.internalDate.getTime()) ? route.internalDate : null;
  if (topmost.at && (!mailbox || topmost.at < mailbox)) return stamped(topmost.at, 'received-header');
  return mailbox ? stamped(mailbox, 'mailbox') : { receivedAt: now, source: 'time-of-fetch', flags: ['received-time-unknown'] };
}

function stamped(receivedAt: Date, source: string): ReceivedTime {
  return { receivedAt, source, flags: [] };
}

/** Instant and receiving host of the topmost Received field; null and empty where it does not say. */
function topmostReceived(raw: Uint8Array): { at: Date | null; by: string } {
  const value = headerValues(headerBlock(raw), 'received')[0];
  if (!value) return { at: null, by: '' };
  const text = withoutComments(decodeText(value.subarray(0, 10_000)).replace(/\s+/g, ' '));
  const semicolon = text.lastIndexOf(';');
  const by = /(?:^|\s)by\s+([^\s;]+)/i.exec(semicolon < 0 ? text : text.slice(0, semicolon))?.[1] ?? '';
  return { at: semicolon < 0 ? null : mailDate(text.slice(semicolon + 1)), by: by.toLowerCase() };
}

/** Comments in parentheses may be nested and may hold semicolons (RFC 5322 3.2.2). */
function withoutComments(text: string): string {
  let depth = 0;
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] as string;
    if (letter === '\\' && depth > 0) at += 1;
    else if (letter === '(') depth += 1;
    else if (letter === ')' && depth > 0) depth -= 1;
    else if (depth === 0) result += letter;
  }
  return result;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Hours east of UTC of the names in RFC 5322 4.3; other letters say nothing and mean UTC. */
const ZONES: Record<string, number> = {
  ut: 0,
  gmt: 0,
  utc: 0,
  z: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  cet: 1,
  cest: 2,
};
const DATE =
  /^\s*(?:[a-z]{2,9}\.?\s*,?\s*)?(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([+-]\d{4}|[a-z]{1,5})(?:\s|$)/i;

/** An instant in the form of RFC 5322 3.3, older forms too; null when it is none. A date without a zone is none. */
export function mailDate(text: string): Date | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const [day, year, hour, minute, second] = [match[1], match[3], match[4], match[5], match[6] ?? '0'].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const month = MONTHS.indexOf((match[2] ?? '').toLowerCase());
  const fullYear = year >= 1000 ? year : year + (year < 50 ? 2000 : 1900);
  const offset = zoneMinutes(match[7] ?? '');
  if (month < 0 || hour > 23 || minute > 59 || second > 60 || offset === null) return null;
  const midnight = new Date(Date.UTC(fullYear, month, day));
  if (midnight.getUTCDate() !== day || midnight.getUTCMonth() !== month) return null;
  return new Date(Date.UTC(fullYear, month, day, hour, minute, Math.min(second, 59)) - offset * 60_000);
}

function zoneMinutes(zone: string): number | null {
  const numeric = /^([+-])(\d{2})(\d{2})$/.exec(zone);
  if (!numeric) {
    const hours = ZONES[zone.toLowerCase()] ?? (zone.length === 1 ? 0 : null);
    return hours === null ? null : hours * 60;
  }
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  if (minutes > 18 * 60) return null;
  return numeric[1] === '-' ? -minutes : minutes;
}
