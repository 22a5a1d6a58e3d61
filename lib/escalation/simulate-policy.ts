import { addHours } from 'date-fns';
import type { Db, Tx } from '@/lib/db/client';
import { deadlinesFor } from '@/lib/domain/deadline';
import { MottakError } from '@/lib/domain/errors';
import type { Policy } from '@/lib/domain/escalation/policy';
import { withNames } from '@/lib/domain/escalation/policy-ladders';
import { type SimulatedStep, simulate } from '@/lib/domain/escalation/simulate';
import type { Means } from '@/lib/domain/means';
import type { Urgency } from '@/lib/domain/report';
import { readLawSettings } from '@/lib/intake/law-settings';
import { loadWorkplace } from './load-workplace';
import { policyInForce } from './policy-in-force';

/** `policy` left out: the one in force. `hours`: how far to look. */
export type SimulationQuestion = { policy?: Policy; urgency: Urgency; at: Date; hours: number };

/** A step with the names of those whom it would tell. */
type NamedStep = Omit<SimulatedStep, 'tell'> & { tell: (SimulatedStep['tell'][number] & { name: string })[] };
export type Simulation = { at: Date; until: Date; steps: NamedStep[]; more: boolean };

const MOST_HOURS = 14 * 24;

/**
 * Who would be told when of a report that the municipality's intake received at `question.at`, and nobody did anything about. Whoever
 * is on duty counts as the roster stands at `now`.
 * @throws MottakError invalid-input for hours out of range
 */
export async function simulatePolicy(
  db: Db | Tx,
  municipalityId: string,
  { policy, urgency, at, hours }: SimulationQuestion,
  configured: readonly Means[],
  now: Date,
): Promise<Simulation> {
  if (!Number.isFinite(hours) || hours <= 0 || hours > MOST_HOURS)
    throw new MottakError('invalid-input', { fields: { hours: 'out-of-range' } });
  const place = await db.municipality.findUniqueOrThrow({
    where: { id: municipalityId },
    select: { id: true, country: true, timeZone: true, lawSettings: true },
  });
  const until = addHours(at, hours);
  const workplace = await loadWorkplace(db, municipalityId, { now, from: at, to: until });
  const report = {
    urgency,
    receivedAt: at,
    unitId: workplace.intakeUnitId,
    deadlines: deadlinesFor(place.country, at, place.timeZone, readLawSettings(place.lawSettings)),
  };
  const tried = policy ? withNames(policy) : (await policyInForce(db, place)).policy;
  const { steps, more } = simulate(tried, workplace, report, until, configured);
  const names = new Map(workplace.staff.map(({ id, name }) => [id, name]));
  const named = steps.map((step) => ({
    ...step,
    tell: step.tell.map((one) => ({ ...one, name: names.get(one.key) ?? one.label ?? one.key })),
  }));
  return { at, until, steps: named, more };
}
