/** One event of a calendar file in a file of its own, with the changed instances of its series. */
export type EventFile = { text: string; lines: string[] };

const NAME = /^[A-Za-z0-9-]+/;

/**
 * Takes a calendar file apart, event by event, so that one that cannot be read costs no other, and none hides behind another with
 * the same UID. Times without a zone get the municipality's: that is what RFC 5545, section 3.3.5, calls floating.
 */
export function splitEvents(text: string, timeZone: string): EventFile[] {
  const lines = unfold(text).map((line) => withZone(line, timeZone));
  const zones = blocks(lines, 'VTIMEZONE').flat();
  const events = blocks(lines, 'VEVENT');
  const isChange = (event: string[]) => event.some((line) => nameOf(line) === 'RECURRENCE-ID');
  const series = events.filter((event) => event.some((line) => nameOf(line) === 'RRULE'));
  const uidsOfSeries = new Set(series.map(uidOf));
  const changesOf = (event: string[]) =>
    event === series.find((one) => uidOf(one) === uidOf(event)) ? events.filter((one) => isChange(one) && uidOf(one) === uidOf(event)) : [];
  return events
    .filter((event) => !(isChange(event) && uidsOfSeries.has(uidOf(event))))
    .map((event) => ({
      lines: event,
      text: ['BEGIN:VCALENDAR', 'VERSION:2.0', ...zones, ...event, ...changesOf(event).flat(), 'END:VCALENDAR', ''].join('\r\n'),
    }));
}

/** Whether the text is a calendar file at all. */
export function isCalendar(text: string): boolean {
  const lines = unfold(text).map((line) => line.toUpperCase());
  return lines.some((line) => line === 'BEGIN:VCALENDAR') && lines.some((line) => line === 'END:VCALENDAR');
}

/** The name of a content line, in capitals: "DTSTART" of "DTSTART;TZID=…:…". */
export function nameOf(line: string): string {
  return NAME.exec(line)?.[0].toUpperCase() ?? '';
}

/** The value of the first line of that name, without its parameters; empty when there is none. */
export function propertyOf(lines: string[], name: string): string {
  const line = lines.find((one) => nameOf(one) === name);
  return line?.slice(line.indexOf(':') + 1).trim() ?? '';
}

function uidOf(event: string[]): string {
  return propertyOf(event, 'UID');
}

/** Long lines are folded: a line that begins with a space or tab goes on with the one before (RFC 5545, section 3.1). */
function unfold(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '');
}

function withZone(line: string, timeZone: string): string {
  if (!['DTSTART', 'DTEND', 'RECURRENCE-ID', 'EXDATE'].includes(nameOf(line))) return line;
  if (/;TZID=/i.test(line) || !/:\d{8}T\d{6}(,\d{8}T\d{6})*\s*$/.test(line)) return line;
  const colon = line.lastIndexOf(':');
  return `${line.slice(0, colon)};TZID=${timeZone}${line.slice(colon)}`;
}

function blocks(lines: string[], name: string): string[][] {
  const found: string[][] = [];
  let open: string[] | null = null;
  for (const line of lines) {
    if (line.trim().toUpperCase() === `BEGIN:${name}`) open = [];
    open?.push(line);
    if (line.trim().toUpperCase() !== `END:${name}` || !open) continue;
    found.push(open);
    open = null;
  }
  // An event whose end is missing is still an event, and will be told as one that cannot be read.
  return open ? [...found, [...open, `END:${name}`]] : found;
}
