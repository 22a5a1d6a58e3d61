import { differenceInMilliseconds, max } from 'date-fns';
import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { v7 } from 'uuid';
import type { Db } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/in-transaction';
import { policyBySql } from '@/lib/db/policies';
import { climb, type LadderPosition, stepNumbered, type TakenStep } from '@/lib/domain/escalation/ladder';
import { stepsOfClock } from '@/lib/domain/escalation/ladders-of-report';
import type { PolicyStep } from '@/lib/domain/escalation/policy';
import { type People, recipientsOf } from '@/lib/domain/escalation/recipients';
import type { Means } from '@/lib/domain/means';
import { type DueLadder, endLadders, keyText, type LadderKey, lockDue, moveOn } from './due-ladders';
import type { FiredStep } from './fired-step';
import { recordSteps } from './record-steps';
import { oweNotices, writeNotices } from './write-notices';

export type StepDeps = {
  prisma: Db;
  pool: pg.Pool;
  jobs: PgBoss;
  notifyChange(municipalityId: string): void;
  /** The means that this installation has besides mail. */
  gateways?: readonly { means: Means }[];
};

const configured = ({ gateways = [] }: StepDeps): Means[] => ['email', ...gateways.map(({ means }) => means)];

/** A step that fires this long after it was owed is marked late. */
const LATE_AFTER_MS = 2 * 60_000;

export type Taken = { fired: number; late: number };

/**
 * Takes every due step of these ladders: the ladders move on, and the steps, what they owe to whom, and the entries of the log are
 * written, all in one transaction. A ladder that another sweep or a person holds at this moment is left to the next sweep.
 * @param people who there is in each of the municipalities
 */
export async function takeSteps(
  deps: StepDeps,
  keys: readonly LadderKey[],
  people: ReadonlyMap<string, People>,
  now: Date,
): Promise<Taken> {
  const fired = await inTransaction(deps.pool, async (client) => {
    const ladders = await lockDue(client, keys, now);
    await endLadders(
      client,
      ladders.filter(({ isOver }) => isOver),
      now,
    );
    const climbs = await climbAll(
      client,
      ladders.filter(({ isOver }) => !isOver),
      now,
    );
    const moved = climbs.length > 0 ? await moveOn(client, climbs) : new Set<string>();
    const steps = climbs.filter(({ ladder }) => moved.has(keyText(ladder))).flatMap((one) => stepsOf(one, people, configured(deps), now));
    return writeSteps(client, deps.jobs, steps, now);
  });
  for (const municipalityId of new Set(fired.map((step) => step.municipalityId))) deps.notifyChange(municipalityId);
  return { fired: fired.length, late: fired.filter(({ late }) => late).length };
}

type Climb = { ladder: DueLadder; steps: readonly PolicyStep[]; taken: TakenStep[]; next: LadderPosition };

async function climbAll(client: pg.ClientBase, ladders: readonly DueLadder[], now: Date): Promise<Climb[]> {
  const climbs: Climb[] = [];
  for (const ladder of ladders) {
    const steps = stepsOfClock(await policyBySql(client, ladder), ladder.clock, ladder.urgency);
    const from = { step: ladder.nextStep, repeat: ladder.nextRepeat, at: ladder.nextStepAt };
    climbs.push({ ladder, steps, ...climb(steps, ladder, from, now) });
  }
  return climbs;
}

function stepsOf({ ladder, steps, taken }: Climb, people: ReadonlyMap<string, People>, means: readonly Means[], now: Date): FiredStep[] {
  const { reportId, municipalityId, clock, round, movedAt } = ladder;
  const there = people.get(municipalityId);
  if (!there) throw new Error('The people of a municipality were not loaded.');
  return taken.flatMap(({ step, repeat, at }) => {
    const definition = stepNumbered(steps, step);
    if (!definition) return [];
    const owedAt = movedAt ? max([at, movedAt]) : at;
    const late = differenceInMilliseconds(now, owedAt) > LATE_AFTER_MS;
    const recipients = recipientsOf(definition, there, ladder, means);
    return [{ id: v7(), reportId, municipalityId, clock, round, step, repeat, definition, owedAt, late, recipients }];
  });
}

/** A step whose row exists was taken before and tells nobody again. */
async function writeSteps(client: pg.ClientBase, jobs: PgBoss, steps: readonly FiredStep[], now: Date): Promise<FiredStep[]> {
  if (steps.length === 0) return [];
  const fresh = await recordSteps(client, steps, now);
  await writeNotices(
    client,
    jobs,
    fresh.filter(({ late }) => !late),
    now,
  );
  await oweNotices(
    client,
    fresh.filter(({ late }) => late),
  );
  return fresh;
}
