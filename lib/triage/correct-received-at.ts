import { storable } from '@/lib/db/text';
import { moveLadders } from '@/lib/deadlines/ladders';
import { callInstant } from '@/lib/domain/call-time';
import { correctedClocks } from '@/lib/domain/correct-receipt';
import { nextDue } from '@/lib/domain/deadline';
import { MottakError } from '@/lib/domain/errors';
import { ACKNOWLEDGE } from '@/lib/domain/escalation/policy';
import type { Limit } from '@/lib/domain/law/limit';
import { type Acted, type Actor, actOnReport, neededReason, type Seen, type TriageDeps } from './act-on-report';
import type { LocalTime } from './duties';

export type CorrectReceivedAtInput = Seen & { received: LocalTime; reason: string };

/**
 * The report reached the municipality earlier than the channel says. All clocks that run from the receipt and are still owed are counted
 * again by their stamped limits; ladders only come nearer. The arrival keeps what the channel said, and the log keeps both.
 * @throws MottakError not-found, changed-meanwhile, reason-needed; invalid-input with the field "at": not-earlier, too-old, not-a-time, no-such-time
 */
export async function correctReceivedAt(
  deps: TriageDeps,
  staff: Actor,
  ref: string,
  input: CorrectReceivedAtInput,
  now: Date,
): Promise<Acted> {
  const reason = storable(neededReason(input.reason));
  const receivedAt = instantOf(input.received, staff, now);
  return actOnReport(deps, staff, ref, input, 'correct_receipt', now, async (report, tx) => {
    if (receivedAt >= report.receivedAt) throw new MottakError('invalid-input', { fields: { at: 'not-earlier' } });
    const stamped = report.deadlines.map((deadline) => ({ ...deadline, limit: deadline.limit as Limit | null }));
    const moved = correctedClocks(stamped, receivedAt, staff.municipality);
    for (const { deadline, clock } of moved) await tx.deadline.update({ where: { id: deadline.id }, data: clock });
    const dueAt = nextDue(stamped.map((deadline) => ({ ...deadline, ...moved.find((each) => each.deadline.id === deadline.id)?.clock })));
    await tx.reportTerm.updateMany({ where: { reportId: report.id }, data: { receivedAt } });
    const acknowledge = await tx.ladder.findFirst({ where: { reportId: report.id, clock: ACKNOWLEDGE } });
    const rounds = new Map([
      [ACKNOWLEDGE, { startedAt: acknowledge?.round ? acknowledge.startedAt : receivedAt, dueAt }] as const,
      ...moved.map(({ deadline, clock }) => [deadline.rule, { startedAt: receivedAt, dueAt: clock.dueAt }] as const),
    ]);
    await moveLadders(tx, report, { urgency: report.urgency, onlyNearer: true, rounds }, now);
    const detail = {
      from: report.receivedAt.toISOString(),
      to: receivedAt.toISOString(),
      reason,
      moved: moved.map(({ deadline }) => deadline.rule),
    };
    return { data: { receivedAt, dueAt }, action: 'report.received-corrected', detail };
  });
}

function instantOf({ day, time }: LocalTime, { municipality }: Actor, now: Date): Date {
  const found = callInstant(day, time, municipality.timeZone, now);
  if ('fault' in found)
    throw new MottakError('invalid-input', { fields: { at: found.fault === 'in-the-future' ? 'not-earlier' : found.fault } });
  return found.at;
}
