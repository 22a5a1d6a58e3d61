import { startLadder } from '@/lib/deadlines/ladders';
import { nextDue } from '@/lib/domain/deadline';
import { MottakError } from '@/lib/domain/errors';
import { ACKNOWLEDGE } from '@/lib/domain/escalation/policy';
import { localDay } from '@/lib/domain/local-time';
import { type Acted, type Actor, actOnReport, type ReportToActOn, type Seen, type TriageDeps } from './act-on-report';
import { runClock, type StampedDuty } from './duties';

const OWED_AGAIN = { metAt: null, metById: null, lapsedAt: null, settledAt: null };

/**
 * Takes back that something is no report: a slip of the same person on the same day. Nobody has it then, the duties that it ended are
 * owed again under the limits that they had, and the ladders climb new rounds. The log keeps both.
 * @throws MottakError not-found, changed-meanwhile, not-acknowledged, already-acknowledged, not-to-undo
 */
export async function takeBack(deps: TriageDeps, staff: Actor, ref: string, seen: Seen, now: Date): Promise<Acted> {
  return actOnReport(deps, staff, ref, seen, 'take_back', now, async (report, tx) => {
    if (!isTheirs(report, staff, now)) throw new MottakError('not-to-undo');
    const ended = report.deadlines.filter((duty) => isEndedBy(report, duty));
    const ladders = await tx.ladder.findMany({ where: { reportId: report.id }, select: { clock: true } });
    const climbs = ended.filter(({ rule }) => ladders.some(({ clock }) => clock === rule));
    await tx.deadline.updateMany({ where: { id: { in: ended.map(({ id }) => id) } }, data: OWED_AGAIN });
    for (const duty of climbs) await runClock(tx, report, duty, clockOf(duty), now);
    const dueAt = nextDue(report.deadlines.map((duty) => (ended.includes(duty) ? { ...duty, ...OWED_AGAIN } : duty)).filter(isOwed));
    const round = await startLadder(tx, report, ACKNOWLEDGE, { startedAt: now, dueAt }, now);
    return {
      data: {
        ...{ state: 'unacknowledged', acknowledgedAt: null, acknowledgedById: null, assignedToId: null, alarmAt: null, dueAt },
        ...{ assessedAt: null, assessedById: null, outcome: null, outcomeReason: null, involvedReason: null },
      },
      action: 'report.taken-back',
      detail: { owed: ended.map(({ rule }) => rule), climbing: climbs.map(({ rule }) => rule), round },
    };
  });
}

function isTheirs(
  { outcome, assessedById, assessedAt }: ReportToActOn,
  { staffId, municipality: { timeZone } }: Actor,
  now: Date,
): boolean {
  if (outcome !== 'not_a_report' || assessedById !== staffId || !assessedAt) return false;
  return localDay(assessedAt, timeZone) === localDay(now, timeZone);
}

const isOwed = ({ metAt, lapsedAt }: Pick<StampedDuty, 'metAt' | 'lapsedAt'>) => !metAt && !lapsedAt;

/** A duty that the assessment met or let fall away, and nothing else. */
function isEndedBy({ assessedAt }: ReportToActOn, { metAt, lapsedAt, notNeededAt }: StampedDuty): boolean {
  const at = (metAt ?? lapsedAt)?.getTime();
  return notNeededAt === null && at !== undefined && at === assessedAt?.getTime();
}

function clockOf({ startedAt, dueAt, lastDay, shownLastDay }: StampedDuty) {
  return { startedAt, dueAt, lastDay, shownLastDay };
}
