import { ICalCalendar } from 'ical-generator';
import type { Shift } from '@/lib/domain/roster/roster';

export type NamedShift = Shift & { layer: string | null; person: { name: string; email: string } | null };

/** `standing`: it began before anybody looked, so its start says nothing. */
export type CalendarShift = NamedShift & { standing: boolean };

/** The words of a calendar: its name, what a duty of no layer is called, and a shift without anybody. */
export type CalendarWords = { title: string; allLayers: string; nobody: string };

/**
 * The shifts as a calendar file (RFC 5545), one event a shift, with UTC times. A shift keeps its UID as long as layer and start stay,
 * so a calendar that takes the file again moves its events instead of doubling them. `now` is the stamp of all events.
 */
export function writeCalendar(shifts: CalendarShift[], slug: string, words: CalendarWords, now: Date): string {
  const calendar = new ICalCalendar({ name: words.title, prodId: { company: 'Mottak', product: 'Duty roster' } });
  for (const shift of shifts) {
    const event = calendar.createEvent({
      id: `${uidOf(shift)}@${slug}.mottak`,
      start: shift.from,
      end: shift.to,
      stamp: now,
      summary: `${shift.layer ?? words.allLayers}: ${shift.person?.name ?? words.nobody}`,
    });
    if (shift.person) event.createAttendee({ name: shift.person.name, email: shift.person.email });
  }
  return calendar.toString();
}

/** Several people may hold a duty of no layer at once, and each has an event. */
function uidOf({ layerId, staffId, from, standing }: CalendarShift): string {
  return [layerId ?? 'all', ...(standing || !layerId ? [staffId ?? 'nobody'] : []), standing ? 'standing' : from.getTime()].join('-');
}
