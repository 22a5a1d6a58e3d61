import { addWeeks } from 'date-fns';
import { listShifts } from '@/lib/roster/list-shifts';
import { whoIsOnDuty } from '@/lib/roster/who-is-on-duty';
import { type CommandContext, EXIT } from './command-context';

const WEEKS = 2;
const MOST_WEEKS = 52;

/**
 * `mottak roster --municipality SLUG [--at ISO] [--weeks N]`: a JSON line for who is on duty at the instant, then one for each shift
 * from then on, those that nobody holds flagged, and one for each span in which nobody at all is on duty. Exit code 1 when nobody is
 * on duty at the instant, or when there is no such municipality.
 */
export async function rosterCommand({ prisma, clock, print, complain, options }: CommandContext): Promise<number> {
  const now = clock();
  const at = options.at ? new Date(options.at) : now;
  const weeks = options.weeks === undefined ? WEEKS : Number(options.weeks);
  const isUsage = options.municipality && !Number.isNaN(at.getTime()) && Number.isInteger(weeks) && weeks > 0 && weeks <= MOST_WEEKS;
  if (!isUsage) {
    complain(`mottak roster --municipality SLUG [--at ISO-INSTANT] [--weeks 1-${MOST_WEEKS}]`);
    return EXIT.usage;
  }
  const municipality = await prisma.municipality.findUnique({ where: { slug: options.municipality } });
  if (!municipality) {
    complain(`There is no municipality ${options.municipality}.`);
    return EXIT.failed;
  }
  const present = await whoIsOnDuty(prisma, municipality.id, at);
  print({ on_duty: present.people.map(({ name }) => name), at, gap: present.gap, source: present.source });
  const { shifts, gaps } = await listShifts(prisma, municipality.id, { from: at, to: addWeeks(at, weeks), now });
  for (const { layer, person, source, from, to } of shifts) {
    print({ layer, person: person?.name ?? null, source, from, to, gap: person === null });
  }
  for (const { from, to } of gaps) print({ nobody_on_duty: true, from, to, gap: true });
  return present.gap ? EXIT.failed : EXIT.done;
}
