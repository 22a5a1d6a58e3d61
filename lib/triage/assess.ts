import type { Tx } from '@/lib/db/client';
import { storable } from '@/lib/db/text';
import { stopLadders } from '@/lib/deadlines/ladders';
import { eventsOf, lapsesWith, owesInquiryDecision, rulesMetBy } from '@/lib/domain/assessment';
import { nextDue } from '@/lib/domain/deadline';
import { applies } from '@/lib/domain/duty';
import { MottakError } from '@/lib/domain/errors';
import { ACKNOWLEDGE } from '@/lib/domain/escalation/policy';
import { type Notifier, type Outcome, outcomesOf } from '@/lib/domain/report';
import { acknowledgedBy } from './acknowledge';
import { type Acted, type Actor, actOnReport, neededReason, type ReportToActOn, type Seen, type TriageDeps } from './act-on-report';
import { type StampedDuty, startDuty } from './duties';
import { readInvolved } from './read-involved';
import { startFeedback } from './start-feedback';

/**
 * `involvedReason`: that the assessor knows to have been involved before, and why they assess all the same; needed only where the law
 * asks for somebody who was not.
 */
export type AssessInput = Seen & { outcome: Outcome; reason: string; involvedReason?: string };

/**
 * The statutory first assessment with its outcome and reason. It meets the deadlines that the outcome answers, and acknowledges a
 * report that nobody had acknowledged. Where a decision about an inquiry is still owed (Norway, Sweden), the report stays
 * acknowledged and in the queue under that limit, and is assessed again with the decision. The complete assessment starts the
 * clocks that run from it, and ends those of an inquiry that is not opened.
 * @throws MottakError not-found, already-assessed, changed-meanwhile, reason-needed, invalid-input (also for another country's
 *   outcome); previously-involved where Barnets lov § 137, stk. 1 asks for somebody else and no reason is given
 */
export async function assess(deps: TriageDeps, staff: Actor, ref: string, input: AssessInput, now: Date): Promise<Acted> {
  if (!outcomesOf(staff.municipality.country).includes(input.outcome)) {
    throw new MottakError('invalid-input', { fields: { outcome: 'unknown' } });
  }
  const reason = storable(neededReason(input.reason));
  return actOnReport(deps, staff, ref, input, 'assess', now, async (report, tx) => {
    const involved = await involvement(tx, report, staff, input.involvedReason);
    const { met, open } = await meetDeadlines(tx, report, input.outcome, staff, now);
    const owes = owesInquiryDecision(
      input.outcome,
      open.map(({ rule }) => rule),
    );
    const moved = owes ? { started: [], lapsed: [] } : await moveClocks(tx, report, open, input.outcome, staff, now);
    const more = owes
      ? []
      : await startFeedback(
          tx,
          report,
          open.filter(({ rule }) => !moved.lapsed.includes(rule)),
          input.outcome,
          staff,
          now,
        );
    const first = report.state === 'unacknowledged';
    await stopLadders(tx, report.id, [ACKNOWLEDGE, ...met, ...moved.lapsed], now);
    const assessed = { assessedAt: now, assessedById: staff.staffId, outcome: input.outcome, outcomeReason: reason };
    const state: 'acknowledged' | 'assessed' = owes ? 'acknowledged' : 'assessed';
    const detail = { outcome: input.outcome, reason, met, ...moved, alsoAcknowledged: first, inquiryDecisionOwed: owes };
    return {
      data: {
        ...(first ? acknowledgedBy(staff.staffId, now) : {}),
        ...assessed,
        dueAt: nextDue(open),
        alarmAt: null,
        state,
        involvedReason: involved?.reason ?? null,
      },
      action: 'report.assessed',
      detail: involved ? { ...detail, involvedBefore: involved.refs, involvedReason: involved.reason } : detail,
      more,
    };
  });
}

/** In which earlier reports the assessor was involved, and why they assess all the same; null where the law does not mind. */
async function involvement(
  tx: Tx,
  report: ReportToActOn,
  staff: Actor,
  given: string | undefined,
): Promise<{ refs: string[]; reason: string } | null> {
  const person = (await readInvolved(tx, report)).find(({ id }) => id === staff.staffId);
  if (!person) return null;
  const reason = storable(given?.trim() ?? '');
  if (!reason) throw new MottakError('previously-involved', { fields: { involvedReason: 'required' } });
  return { refs: person.refs, reason };
}

/** Marks the deadlines that the outcome answers; one that passed unmet is marked too, and its due instant tells that it was late. */
async function meetDeadlines(
  tx: Tx,
  report: ReportToActOn,
  outcome: Outcome,
  { staffId }: Actor,
  now: Date,
): Promise<{ met: string[]; open: StampedDuty[] }> {
  const rules = rulesMetBy(outcome);
  const met = report.deadlines.filter(({ rule, metAt }) => !metAt && rules.includes(rule)).map(({ rule }) => rule);
  await tx.deadline.updateMany({
    where: { reportId: report.id, rule: { in: met }, metAt: null },
    data: { metAt: now, metById: staffId },
  });
  return { met, open: report.deadlines.filter(({ rule, metAt, lapsedAt }) => !metAt && !lapsedAt && !met.includes(rule)) };
}

/** Starts the clocks that run from the assessment, with their ladders, and ends the duties that fall away with its outcome or its notifier. */
async function moveClocks(
  tx: Tx,
  report: ReportToActOn,
  open: StampedDuty[],
  outcome: Outcome,
  staff: Actor,
  now: Date,
): Promise<{ started: string[]; lapsed: string[] }> {
  const lapsing = open.filter((deadline) => lapsesWith(outcome, deadline) || isForOthers(report, deadline));
  await tx.deadline.updateMany({ where: { id: { in: lapsing.map(({ id }) => id) } }, data: { lapsedAt: now } });
  const started: string[] = [];
  for (const deadline of open.filter((each) => !lapsing.includes(each))) {
    for (const event of eventsOf(outcome)) {
      if (await startDuty(tx, report, deadline, event, now, staff, now)) started.push(deadline.rule);
    }
  }
  return { started, lapsed: lapsing.map(({ rule }) => rule) };
}

/** A duty towards professional notifiers, of a report whose notifier says to be none. */
function isForOthers(report: ReportToActOn, { appliesTo }: StampedDuty): boolean {
  return (
    appliesTo === 'professional' && applies(appliesTo, { ...report, outcome: null, notifier: report.notifier as Notifier | null }) === 'no'
  );
}
