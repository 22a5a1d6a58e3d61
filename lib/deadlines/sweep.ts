import type { People } from '@/lib/domain/escalation/recipients';
import { errorCode, log } from '@/lib/log';
import { findDue, type LadderKey } from './due-ladders';
import { loadPeople } from './load-people';
import { requeueLostJobs } from './requeue-lost-jobs';
import { type StepDeps, takeSteps } from './take-steps';
import { tellLate } from './tell-late';

export type SweepResult = { fired: number; late: number; requeued: number; failed: number };

export type SweepDeps = StepDeps & { /** Ends the sweep between two batches. */ signal?: AbortSignal };

/** Ladders of one transaction: enough that its commit costs little for each, few enough that a person hardly waits for it. */
const BATCH = 250;

/**
 * Fires every step whose instant has come, most urgent report first, each exactly once, however many sweeps run at a time.
 * Steps missed in an outage fire one after the other and are marked late; who would be told of many of them is told once of all.
 * A ladder whose step fails is logged by id and left for the next sweep; it stops nobody else's. Then lost jobs are made again.
 * @throws when the database cannot be reached
 */
export async function sweep(deps: SweepDeps, now: Date): Promise<SweepResult> {
  const result: SweepResult = { fired: 0, late: 0, requeued: 0, failed: 0 };
  const people = new Map<string, People>();
  const leave: LadderKey[] = [];
  for (;;) {
    const due = await findDue(deps.pool, now, leave);
    for (let start = 0; start < due.length; start += BATCH) {
      if (deps.signal?.aborted) return result;
      await takeBatch(deps, due.slice(start, start + BATCH), people, now, result);
    }
    // Each ladder takes all its due steps at once; what is still due was held by somebody, or failed.
    leave.push(...due);
    if (due.length === 0) break;
  }
  result.failed += await tellLate(deps, now);
  result.requeued = await requeueLostJobs(deps, now);
  return result;
}

/** Takes a batch in one commit, and when that fails each ladder by itself, so that one that cannot be taken stops nobody else's. */
async function takeBatch(
  deps: SweepDeps,
  keys: readonly LadderKey[],
  people: Map<string, People>,
  now: Date,
  result: SweepResult,
): Promise<void> {
  try {
    for (const { municipalityId } of keys)
      if (!people.has(municipalityId)) people.set(municipalityId, await loadPeople(deps.prisma, municipalityId, now));
    const { fired, late } = await takeSteps(deps, keys, people, now);
    result.fired += fired;
    result.late += late;
  } catch (error) {
    // Only a failure of these rows may be passed over: without a database every row would fail, one time-out after the other.
    await deps.pool.query('SELECT 1');
    if (keys.length > 1) {
      for (const key of keys) await takeBatch(deps, [key], people, now, result);
      return;
    }
    log().error({ reportId: keys[0]?.reportId, clock: keys[0]?.clock, ...errorCode(error) }, 'a step could not be taken');
    result.failed += 1;
  }
}
