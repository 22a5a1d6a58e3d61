import { z } from 'zod';
import { URGENCIES } from '@/lib/domain/report';
import { env } from '@/lib/env';
import { LOOK_AHEAD_DAYS, lookAheadFrom } from '@/lib/escalation/look-ahead';
import { simulatePolicy } from '@/lib/escalation/simulate-policy';
import { configuredMeans } from '@/lib/notify/configured-means';
import { type CommandContext, EXIT } from './command-context';

const USAGE = `mottak escalate --simulate --municipality SLUG --urgency ${URGENCIES.join('|')} [--at INSTANT] [--hours 1-336]
mottak escalate --look-ahead --municipality SLUG`;

/** With seconds or without, and always with the zone: without one the instant would be that of the machine. */
const instant = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })]);
const USUAL_HOURS = 48;
const MOST_HOURS = 336;

/**
 * `mottak escalate --simulate`: a JSON line for each step that a report received at the instant would take, with whom it tells by
 * which means; exit code 1 when a step reaches nobody. `--look-ahead`: a line for each thing that the next 14 days lack; exit code 1
 * when there is one. The means are those that this process's environment sets up.
 */
export async function escalateCommand(context: CommandContext): Promise<number> {
  const { prisma, options, complain } = context;
  const { simulate, 'look-ahead': ahead, municipality: slug } = options;
  if (!slug || Boolean(simulate) === Boolean(ahead)) {
    complain(USAGE);
    return EXIT.usage;
  }
  const municipality = await prisma.municipality.findUnique({ where: { slug }, select: { id: true } });
  if (!municipality) {
    complain(`There is no municipality ${slug}.`);
    return EXIT.failed;
  }
  return simulate ? simulation(context, municipality.id) : lookAhead(context, municipality.id);
}

async function simulation({ prisma, clock, options, print, complain }: CommandContext, municipalityId: string): Promise<number> {
  const now = clock();
  const urgency = URGENCIES.find((one) => one === options.urgency);
  const hours = options.hours === undefined ? USUAL_HOURS : Number(options.hours);
  const hasInstant = options.at === undefined || instant.safeParse(options.at).success;
  if (!urgency || !hasInstant || !Number.isInteger(hours) || hours < 1 || hours > MOST_HOURS) {
    complain(USAGE);
    return EXIT.usage;
  }
  const question = { urgency, at: options.at ? new Date(options.at) : now, hours };
  const { steps, more } = await simulatePolicy(prisma, municipalityId, question, configuredMeans(env()), now);
  for (const { at, clock: of, step, repeat, tell, problems } of steps) {
    print({
      at,
      clock: of,
      step,
      repeat,
      tell: tell.map(({ name, means }) => ({ name, means })),
      problems: problems.map(({ code }) => code),
    });
  }
  if (more) complain('There are more steps than are printed; ask for fewer hours.');
  return steps.some(({ problems }) => problems.some(({ code }) => code === 'reaches-nobody')) ? EXIT.failed : EXIT.done;
}

async function lookAhead({ prisma, clock, print }: CommandContext, municipalityId: string): Promise<number> {
  const span = { from: clock(), days: LOOK_AHEAD_DAYS };
  const findings = await lookAheadFrom(prisma, municipalityId, span, configuredMeans(env()));
  for (const { code, severity, person, layer, step, spans, holidays } of findings) {
    const where = step && { clock: step.ladder.clock, urgency: step.ladder.urgency, step: step.index };
    print({ finding: code, severity, person, layer, ...where, spans, holidays });
  }
  return findings.length > 0 ? EXIT.failed : EXIT.done;
}
