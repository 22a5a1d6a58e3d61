import { type Deadline, nextDue } from '../deadline';
import type { Means } from '../means';
import type { Urgency } from '../report';
import { positionAfter, stepNumbered } from './ladder';
import { type LadderStart, laddersAtReceipt, stepsOfClock } from './ladders-of-report';
import { peopleAt, type Workplace } from './people-at';
import type { Clock, Policy, PolicyStep } from './policy';
import { type Audience, type Held, type People, recipientsOf } from './recipients';
import { type StepProblem, stepProblems } from './step-problems';
import { isNight } from './wakes';

/** A report that might come: how urgent it is, when it is received, and the limits that it would be stamped with. */
export type SimulatedReport = { urgency: Urgency; receivedAt: Date; unitId: string | null; deadlines: readonly Deadline[] };

type Told = { key: string; staffId: string | null; label: string | null; audience: Audience; means: Means[] };

/** A step that would be taken at `at`, whom it would tell, and what is wrong with that. */
export type SimulatedStep = {
  clock: Clock;
  step: number;
  repeat: number;
  name: PolicyStep['name'];
  at: Date;
  alarm: boolean;
  tell: Told[];
  problems: StepProblem[];
};

export type Simulated = {
  steps: SimulatedStep[];
  /** More steps come before `until` than are listed. */
  more: boolean;
};

/** A ladder that repeats each few minutes would fill any page. */
const MOST_STEPS = 400;

/**
 * Who would be told when, until `until`, if nobody acknowledged, assessed or met any duty: the ladders, instants and recipients are
 * the sweep's own. By the roster as it is known now; a report that nobody has read climbs as acute at first.
 */
export function simulate(
  policy: Policy,
  workplace: Workplace,
  { urgency, receivedAt, unitId, deadlines }: SimulatedReport,
  until: Date,
  configured: readonly Means[],
): Simulated {
  const held: Held = { unitId, acknowledgedById: null, assignedToId: null };
  const situation = { configured, held, timeZone: workplace.roster.timeZone };
  const ladders = laddersAtReceipt(policy, urgency, receivedAt, nextDue(deadlines), deadlines);
  const taken = ladders
    .flatMap((ladder) => climbUntil(ladder, stepsOfClock(policy, ladder.clock, urgency), until))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || rank(a.clock) - rank(b.clock));
  const steps = taken.slice(0, MOST_STEPS).map((one) => tell(one, peopleAt(workplace, one.at), situation));
  return { steps, more: taken.length > MOST_STEPS };
}

type Taken = { clock: Clock; step: number; repeat: number; at: Date; definition: PolicyStep };

function climbUntil(ladder: LadderStart, steps: readonly PolicyStep[], until: Date): Taken[] {
  const taken: Taken[] = [];
  let { position } = ladder;
  while (position && position.at <= until && taken.length <= MOST_STEPS) {
    const definition = stepNumbered(steps, position.step);
    if (definition) taken.push({ clock: ladder.clock, ...position, definition });
    position = positionAfter(steps, ladder, position, position.at);
  }
  return taken;
}

/** Of two clocks at one instant the sweep takes the one for acknowledging first. */
function rank(clock: Clock): number {
  return clock === 'acknowledge' ? 0 : 1;
}

function tell(
  { definition, clock, step, repeat, at }: Taken,
  people: People,
  { configured, held, timeZone }: { configured: readonly Means[]; held: Held; timeZone: string },
): SimulatedStep {
  const recipients = recipientsOf(definition, people, held, configured);
  return {
    clock,
    step,
    repeat,
    at,
    name: definition.name,
    alarm: definition.alarm,
    tell: recipients.people.map(({ key, staffId, label, audience, means }) => ({ key, staffId, label, audience, means })),
    problems: stepProblems(definition, recipients, { people, held, configured, night: isNight(at, timeZone) }),
  };
}
