import { createHash } from 'node:crypto';
import { addWeeks } from 'date-fns';
import ical, { type EventInstance, type VEvent } from 'node-ical';
import { dayNumber, wallInstant } from '@/lib/domain/roster/wall-time';
import { type EventFile, isCalendar, nameOf, propertyOf, splitEvents } from './split-events';

/** One occurrence in a calendar file, in instants. `key` names it whenever the file comes again. */
export type CalendarEvent = {
  key: string;
  summary: string;
  /** Addresses of those who attend, and of who organises, in lower case. */
  attendees: string[];
  organizer: string | null;
  from: Date;
  to: Date;
  cancelled: boolean;
};

type UnreadCode =
  | 'not-a-calendar'
  | 'unreadable'
  | 'no-end'
  | 'unknown-zone'
  | 'extra-dates'
  | 'too-frequent'
  | 'no-occurrence'
  | 'too-many';

/** What a file says that Mottak does not take, with the event's own words. `series-goes-on` is a note: the occurrences until then are taken. */
export type Unread = { summary: string; start: string; code: UnreadCode | 'series-goes-on' };

/** How far ahead a series is followed. */
const WEEKS_AHEAD = 26;

/** A file with more occurrences is no roster, and would take long to check. */
const MOST_EVENTS = 2000;

/** Series within a day: no roster, and endless work. */
const TOO_FREQUENT = /FREQ=(SECONDLY|MINUTELY|HOURLY)|BY(SECOND|MINUTE)=[^;]*,/i;

/**
 * Reads a calendar file (RFC 5545): every event becomes occurrences from `now` on, or is told with the reason why not. Series are
 * followed for 26 weeks; days without a time count from midnight to midnight in the zone.
 */
export function readCalendar(text: string, timeZone: string, now: Date): { events: CalendarEvent[]; unread: Unread[] } {
  const events: CalendarEvent[] = [];
  const unread: Unread[] = [];
  if (!isCalendar(text)) return { events, unread: [{ summary: '', start: '', code: 'not-a-calendar' }] };
  for (const file of splitEvents(text, timeZone)) {
    if (events.length >= MOST_EVENTS) {
      unread.push(told(file, 'too-many'));
      continue;
    }
    const read = readEvent(file, timeZone, now);
    events.push(...read.events);
    unread.push(...read.codes.map((code) => told(file, code)));
  }
  return { events, unread };
}

function told({ lines }: EventFile, code: Unread['code']): Unread {
  return { summary: plain(propertyOf(lines, 'SUMMARY')), start: propertyOf(lines, 'DTSTART'), code };
}

/** Text as it is written in a file, with its escaped characters as they are meant. */
function plain(value: string): string {
  return value
    .replace(/\\n/gi, ' ')
    .replace(/\\([\\;,])/g, '$1')
    .slice(0, 200);
}

function readEvent(file: EventFile, timeZone: string, now: Date): { events: CalendarEvent[]; codes: Unread['code'][] } {
  const rule = propertyOf(file.lines, 'RRULE');
  if (TOO_FREQUENT.test(rule)) return { events: [], codes: ['too-frequent'] };
  const parsed = parse(file.text);
  if (!parsed) return { events: [], codes: ['unreadable'] };
  const { event, instances } = parsed(rule ? now : new Date(0), rule ? addWeeks(now, WEEKS_AHEAD) : new Date('9000-01-01T00:00:00Z'));
  if (event.datetype !== 'date' && !isZone(event.start.tz)) return { events: [], codes: ['unknown-zone'] };
  const occurrences = instances.map((instance) => occurrenceOf(file, instance, timeZone));
  const events = occurrences.filter(({ from, to }) => from < to);
  const codes: Unread['code'][] = [];
  if (events.length < occurrences.length) codes.push('no-end');
  if (occurrences.length === 0) codes.push('no-occurrence');
  if (file.lines.some((line) => nameOf(line) === 'RDATE')) codes.push('extra-dates');
  if (rule && event.rrule?.after(addWeeks(now, WEEKS_AHEAD))) codes.push('series-goes-on');
  return { events, codes };
}

type Expand = (from: Date, to: Date) => { event: VEvent; instances: EventInstance[] };

/** What makes occurrences of the event's text; null when it cannot be understood. */
function parse(text: string): Expand | null {
  try {
    const event = Object.values(ical.sync.parseICS(text)).find((one): one is VEvent => one?.type === 'VEVENT');
    if (!event || !isInstant(event.start)) return null;
    return (from, to) => ({ event, instances: ical.expandRecurringEvent(event, { from, to, expandOngoing: true }) });
  } catch {
    // The library throws plain errors on whatever is against the format; the event is told as unreadable.
    return null;
  }
}

/** A zone that the library does not know it takes for this machine's, and leaves its name as it was written. */
function isZone(name: string | undefined): boolean {
  try {
    return Boolean(name && new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

function isInstant(value: unknown): boolean {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

function occurrenceOf(file: EventFile, { start, end, isFullDay, event, summary }: EventInstance, timeZone: string): CalendarEvent {
  const from = isFullDay ? midnight(start, timeZone) : new Date(start.getTime());
  const to = isFullDay ? midnight(end, timeZone) : new Date(end.getTime());
  const uid = propertyOf(file.lines, 'UID') || createHash('sha256').update(file.lines.join('\n')).digest('hex');
  // A moved occurrence of a series keeps the name of the one that it stands for.
  const named = event.recurrenceid && isInstant(event.recurrenceid) ? new Date(event.recurrenceid.getTime()) : from;
  return {
    key: `${uid}|${named.toISOString()}`.slice(0, 500),
    summary: plain(textOf(summary)),
    attendees: [event.attendee ?? []].flat().flatMap((one) => addressOf(one) ?? []),
    organizer: addressOf(event.organizer),
    from,
    to,
    cancelled: event.status === 'CANCELLED',
  };
}

/** The library gives a day as midnight of this machine; it is meant as midnight of the municipality. */
function midnight(day: Date, timeZone: string): Date {
  const two = (value: number) => String(value).padStart(2, '0');
  const written = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  return wallInstant(dayNumber(written), '00:00', timeZone);
}

/** A property with parameters comes as an object, one without as a string. */
function textOf(value: unknown): string {
  if (value && typeof value === 'object' && 'val' in value) return String(value.val);
  return typeof value === 'string' ? value : '';
}

function addressOf(value: unknown): string | null {
  const found = /^mailto:(.+)$/i.exec(textOf(value).trim());
  return found?.[1]?.trim().toLowerCase() ?? null;
}
