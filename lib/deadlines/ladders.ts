import type { Tx } from '@/lib/db/client';
import type { Ladder } from '@/lib/db/generated/client';
import { policyByPrisma } from '@/lib/db/policies';
import { firstPosition, type LadderPosition, type Round } from '@/lib/domain/escalation/ladder';
import { move, stepsOfClock } from '@/lib/domain/escalation/ladders-of-report';
import { ACKNOWLEDGE, type Clock } from '@/lib/domain/escalation/policy';
import type { Country, Urgency } from '@/lib/domain/report';

/** What the ladders of a report depend on. The caller holds the lock on the report's row. */
export type ReportOnLadder = { id: string; municipalityId: string; country: Country; urgency: Urgency };

/**
 * Starts a clock's ladder at `round.startedAt`, by the policy under which the report was created. A clock that ran before starts a new
 * round. A beginning in the past makes no step late: nothing was owed before `now`.
 * @returns the number of the round
 */
export async function startLadder(tx: Tx, report: ReportOnLadder, clock: Clock, round: Round, now: Date): Promise<number> {
  const { policyId, before } = await standing(tx, report, clock);
  const policy = await policyByPrisma(tx, { policyId, country: report.country });
  const position = firstPosition(stepsOfClock(policy, clock, report.urgency), round);
  const number = before ? before.round + 1 : 0;
  const data = {
    ...round,
    ...columnsOf(position),
    policyId,
    round: number,
    movedAt: round.startedAt < now ? now : null,
    stoppedAt: null,
    municipalityId: report.municipalityId,
  };
  const key = { reportId: report.id, clock };
  await tx.ladder.upsert({ where: { reportId_clock: key }, create: { ...key, ...data }, update: data });
  return number;
}

/** Stops the ladders of these clocks; the others climb on. One that stands still already is left as it is. */
export async function stopLadders(tx: Tx, reportId: string, clocks: readonly Clock[], now: Date): Promise<void> {
  await tx.ladder.updateMany({
    where: { reportId, clock: { in: [...clocks] }, stoppedAt: null },
    data: { ...columnsOf(null), stoppedAt: now },
  });
}

/** What moves running ladders: another urgency, or another beginning or due instant of some clocks. */
export type Move = {
  urgency: Urgency;
  /** The next steps may only come nearer: the urgency was raised, or the report was received earlier than was thought. */
  onlyNearer: boolean;
  /** By clock; a clock that is not named keeps its round as it is. */
  rounds?: ReadonlyMap<Clock, Round>;
};

/** Moves every running ladder of the report. The step that comes next keeps its number, so that none is taken twice. */
export async function moveLadders(tx: Tx, report: ReportOnLadder, { urgency, onlyNearer, rounds }: Move, now: Date): Promise<void> {
  const ladders = await tx.ladder.findMany({ where: { reportId: report.id, stoppedAt: null } });
  for (const ladder of ladders) {
    const policy = await policyByPrisma(tx, { policyId: ladder.policyId, country: report.country });
    const round = rounds?.get(ladder.clock) ?? { startedAt: ladder.startedAt, dueAt: ladder.dueAt };
    const { position, owedFrom } = move(positionOf(ladder), stepsOfClock(policy, ladder.clock, urgency), round, onlyNearer, now);
    await tx.ladder.update({
      where: { reportId_clock: { reportId: report.id, clock: ladder.clock } },
      data: { ...round, ...columnsOf(position), ...(owedFrom ? { movedAt: owedFrom } : {}) },
    });
  }
}

/** Where a ladder stands, from its columns. */
function positionOf({ nextStep, nextRepeat, nextStepAt }: Pick<Ladder, 'nextStep' | 'nextRepeat' | 'nextStepAt'>): LadderPosition {
  return nextStep === null || nextStepAt === null ? null : { step: nextStep, repeat: nextRepeat ?? 0, at: nextStepAt };
}

/** The columns of a position. */
function columnsOf(position: LadderPosition) {
  return { nextStep: position?.step ?? null, nextRepeat: position?.repeat ?? null, nextStepAt: position?.at ?? null };
}

/** The ladder of a clock as it is, and the policy of the report, which every ladder of it shares. */
async function standing(tx: Tx, report: ReportOnLadder, clock: Clock): Promise<{ policyId: string | null; before: Ladder | undefined }> {
  const ladders = await tx.ladder.findMany({ where: { reportId: report.id, clock: { in: [clock, ACKNOWLEDGE] } } });
  const find = (wanted: Clock) => ladders.find((ladder) => ladder.clock === wanted);
  return { policyId: (find(ACKNOWLEDGE) ?? find(clock))?.policyId ?? null, before: find(clock) };
}
