import { z } from 'zod';
import { deadlinesFor } from '@/lib/domain/deadline';
import { WEEKDAY_READINGS, type WeekdayReading } from '@/lib/domain/law/limit';
import { DEFAULT_LAW_SETTINGS, type LawSettings } from '@/lib/domain/law/settings';
import { COUNTRY_TIME_ZONE } from '@/lib/domain/local-time';
import { COUNTRIES, type Country } from '@/lib/domain/report';
import { readLawSettings } from '@/lib/intake/law-settings';
import { type BareContext, type CommandContext, EXIT, type Options } from './command-context';

/** With seconds or without, and always with the zone: without one the instant would be that of the machine. */
const instant = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })]);

type Place = { country: Country; timeZone: string; settings: LawSettings };
type Question = { country: Country | null; receivedAt: Date; reading: WeekdayReading | null };

/**
 * `mottak deadlines --country dk|no|se --received INSTANT`: the limits of a report that reaches a municipality of the country at
 * that instant, a JSON line for each rule. Computes and needs no database. Exit code 2 for a wrong country or instant.
 */
export function deadlinesCommand({ options, print, complain }: BareContext): number {
  const question = questionOf(options);
  if ('fault' in question || !question.country) {
    complain('fault' in question ? question.fault : 'Name the --country: dk, no or se.');
    return EXIT.usage;
  }
  const { country } = question;
  answer({ country, timeZone: COUNTRY_TIME_ZONE[country], settings: DEFAULT_LAW_SETTINGS }, question, print);
  return EXIT.done;
}

/** `mottak deadlines --municipality SLUG --received INSTANT`: the same with the municipality's zone, targets and reading of weekdays. */
export async function municipalityDeadlinesCommand({ prisma, options, print, complain }: CommandContext): Promise<number> {
  const question = questionOf(options);
  if ('fault' in question) {
    complain(question.fault);
    return EXIT.usage;
  }
  const municipality = await prisma.municipality.findUnique({ where: { slug: options.municipality ?? '' } });
  if (!municipality) {
    complain(`There is no municipality ${options.municipality}.`);
    return EXIT.failed;
  }
  const { country, timeZone } = municipality;
  if (question.country && question.country !== country) {
    complain(`${options.municipality} is a municipality of ${country}.`);
    return EXIT.usage;
  }
  answer({ country, timeZone, settings: readLawSettings(municipality.lawSettings) }, question, print);
  return EXIT.done;
}

function questionOf({ country, received, 'weekday-reading': reading }: Options): Question | { fault: string } {
  const known = COUNTRIES.find((one) => one === country);
  if (country && !known) return { fault: 'The --country is dk, no or se.' };
  const reads = WEEKDAY_READINGS.find((one) => one === reading);
  if (reading && !reads) return { fault: `The --weekday-reading is ${WEEKDAY_READINGS.join(' or ')}.` };
  if (!instant.safeParse(received).success) {
    return { fault: 'Give --received as an instant with its zone, for example 2026-04-01T10:00:00+02:00.' };
  }
  return { country: known ?? null, receivedAt: new Date(received as string), reading: reads ?? null };
}

function answer({ country, timeZone, settings }: Place, { receivedAt, reading }: Question, print: BareContext['print']): void {
  const chosen = reading ? { ...settings, weekdayReading: reading } : settings;
  for (const deadline of deadlinesFor(country, receivedAt, timeZone, chosen)) {
    print({
      rule: deadline.rule,
      citation: deadline.citation,
      old_citation: deadline.oldCitation,
      basis: deadline.basis,
      certainty: deadline.certainty,
      from: deadline.fromEvent,
      applies_to: deadline.appliesTo,
      due_at: deadline.dueAt,
      last_day: deadline.lastDay,
      shown_last_day: deadline.shownLastDay,
    });
  }
}
