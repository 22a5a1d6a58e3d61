import { addWeeks } from 'date-fns';
import type { Db } from '@/lib/db/client';
import { type CalendarWords, writeCalendar } from './ical/write-calendar';
import { listShifts } from './list-shifts';

/** How far back the beginning of a shift that is under way is looked for, so that its UID does not move with the clock. */
const WEEKS_BACK = 53;

/** The shifts that are under way or begin within `weeks` as a calendar file. */
export async function exportCalendar(
  prisma: Db,
  { id, slug }: { id: string; slug: string },
  weeks: number,
  words: CalendarWords,
  now: Date,
): Promise<string> {
  const since = addWeeks(now, -WEEKS_BACK);
  const { shifts } = await listShifts(prisma, id, { from: since, to: addWeeks(now, weeks), now });
  const present = shifts.filter(({ to }) => to > now).map((shift) => ({ ...shift, standing: shift.from <= since }));
  return writeCalendar(present, slug, words, now);
}
