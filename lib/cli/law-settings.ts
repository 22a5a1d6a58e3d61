import { appendAudit, municipalityStream } from '@/lib/db/append-audit';
import type { Limit } from '@/lib/domain/law/limit';
import type { LawSettings } from '@/lib/domain/law/settings';
import { lawSettings, readLawSettings } from '@/lib/intake/law-settings';
import { type CommandContext, EXIT, type Options } from './command-context';

const USAGE = `mottak law-settings --municipality SLUG [--weekday-reading mon-fri|mon-sat] [--target RULE=LIMIT]…
A LIMIT is none, same-day, or a number of hours, days, weeks or months: 4h, 2d, 1w, 3m. Only rules without a figure in the act take one.`;

const UNITS = { h: 'hours', d: 'days', w: 'weeks', m: 'months' } as const;

/**
 * `mottak law-settings`: shows, and changes where asked to, what a municipality decides about its clocks. Reports that are there
 * already keep theirs. Old and new settings stand in the municipality's log.
 */
export async function lawSettingsCommand({ prisma, clock, options, print, complain }: CommandContext): Promise<number> {
  const municipality = options.municipality ? await prisma.municipality.findUnique({ where: { slug: options.municipality } }) : null;
  if (!municipality) {
    complain(options.municipality ? `There is no municipality ${options.municipality}.` : USAGE);
    return options.municipality ? EXIT.failed : EXIT.usage;
  }
  const before = readLawSettings(municipality.lawSettings);
  const wanted = lawSettings.safeParse(changed(before, options));
  if (!wanted.success) {
    complain(USAGE);
    return EXIT.usage;
  }
  const after = wanted.data;
  if (options['weekday-reading'] || options.target) {
    const municipalityId = municipality.id;
    const stream = municipalityStream(municipalityId);
    const entry = { municipalityId, stream, reportId: null, at: clock(), actor: 'system:command', action: 'law-settings.changed' };
    await prisma.$transaction(async (tx) => {
      await tx.municipality.update({ where: { id: municipalityId }, data: { lawSettings: after } });
      await appendAudit(tx, { ...entry, detail: { before, after } });
    });
  }
  print({ municipality: municipality.slug, weekday_reading: after.weekdayReading, targets: after.targets });
  return EXIT.done;
}

/** What was asked for, to be checked by the schema: a limit that cannot be understood stays as it was typed, and fails there. */
function changed(before: LawSettings, { 'weekday-reading': reading, target = [] }: Options): unknown {
  const targets = target.map((each) => {
    const [rule = '', limit = ''] = each.split('=');
    return [rule, limitOf(limit)];
  });
  return { weekdayReading: reading ?? before.weekdayReading, targets: { ...before.targets, ...Object.fromEntries(targets) } };
}

function limitOf(typed: string): Limit | null | string {
  if (typed === 'none') return null;
  if (typed === 'same-day') return { unit: 'same-day' };
  const [, count, unit] = /^(\d{1,4})([hdwm])$/.exec(typed) ?? [];
  return count && unit ? { unit: UNITS[unit as keyof typeof UNITS], count: Number(count) } : typed;
}
