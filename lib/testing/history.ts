import { sweep } from '@/lib/deadlines/sweep';
import { LAW } from '@/lib/domain/deadline';
import { MottakError } from '@/lib/domain/errors';
import { LEAVE_OUT_REASONS } from '@/lib/domain/law/rule';
import { localDay, localTimeOfDay } from '@/lib/domain/local-time';
import { type Country, outcomesOf, URGENCIES } from '@/lib/domain/report';
import { readReport } from '@/lib/intake/read-report';
import { receiveReport } from '@/lib/intake/receive-report';
import type { SendDeps } from '@/lib/notify/send-notice';
import { acknowledge } from '@/lib/triage/acknowledge';
import type { Actor } from '@/lib/triage/act-on-report';
import { assess } from '@/lib/triage/assess';
import { changeUrgency } from '@/lib/triage/change-urgency';
import { closeInquiry } from '@/lib/triage/close-inquiry';
import { correctReceivedAt } from '@/lib/triage/correct-received-at';
import { handBack } from '@/lib/triage/hand-back';
import { leaveOut } from '@/lib/triage/leave-out';
import { markDone } from '@/lib/triage/mark-done';
import { requestFeedback } from '@/lib/triage/request-feedback';
import { stateCircumstances } from '@/lib/triage/state-circumstances';
import { undoDuty } from '@/lib/triage/undo-duty';
import { makeIncoming } from './make-report';
import { runSendJobs } from './run-send-jobs';
import { createCast, type TestDatabase } from './test-database';

/** What can happen to a report. */
export const HISTORY_ACTS = [
  'read',
  'acknowledge',
  'hand-back',
  'urgency',
  'assess',
  'wait',
  'mark-done',
  'leave-out',
  'undo',
  'correct-receipt',
  'circumstances',
  'close-inquiry',
  'request-feedback',
] as const;

/** After so many minutes, an act; `outage`: the worker did nothing since the event before. `choice` picks among what the act can do. */
export type HistoryEvent = { afterMinutes: number; act: (typeof HISTORY_ACTS)[number]; choice: number; outage: boolean };

export type HistoryDeps = SendDeps & { pool: TestDatabase['pool'] };

/**
 * Lives through a report's history with the real use cases, sweep and senders: time goes from one due instant to the next, as with a
 * worker that sweeps all the time, and stands still for the worker in an outage. Acts that are not legal at the time are refused.
 * @returns the report, and the instant at which the history ends; everything due by then was done
 */
export async function liveThrough(db: TestDatabase, deps: HistoryDeps, country: Country, start: Date, events: readonly HistoryEvent[]) {
  const cast = await createCast(db, country);
  const { municipality } = cast;
  const { ref, reportId } = await receiveReport(db.door, makeIncoming(municipality.id, { receivedAt: start }), start);
  const actor: Actor = { staffId: cast.owner.id, municipality: { id: municipality.id, country, timeZone: municipality.timeZone } };
  let now = start;
  for (const event of events) {
    const at = new Date(now.getTime() + event.afterMinutes * 60_000);
    if (!event.outage) await workUntil(db, deps, now, at);
    now = at;
    await attempt(() => act(deps, actor, { ref, reportId, country, timeZone: municipality.timeZone, receivedAt: start }, event, now));
  }
  await workUntil(db, deps, now, now);
  return { cast, ref, reportId, municipality, actor, now };
}

/** Sweeps and sends at each instant at which something is due, from one instant to another. What was due before is late. */
export async function workUntil(db: TestDatabase, deps: HistoryDeps, from: Date, end: Date): Promise<void> {
  for (;;) {
    const { rows } = await db.pool.query<{ at: Date | null }>('SELECT min(next_step_at) AS at FROM ladder WHERE next_step_at <= $1', [end]);
    if (!rows[0]?.at) break;
    const now = rows[0].at < from ? from : rows[0].at;
    await sweep(deps, now);
    await runSendJobs(deps, now);
  }
}

type About = { ref: string; reportId: string; country: Country; timeZone: string; receivedAt: Date };

async function act(deps: HistoryDeps, actor: Actor, about: About, { act: name, choice }: HistoryEvent, now: Date): Promise<unknown> {
  const { ref, country } = about;
  const pick = <Item>(items: readonly Item[]): Item => items[choice % items.length] as Item;
  const reason = 'because';
  const rule = pick(LAW[country]).id;
  switch (name) {
    case 'read':
      return readReport(deps, about.reportId, now);
    case 'acknowledge':
      return acknowledge(deps, actor, ref, {}, now);
    case 'hand-back':
      return handBack(deps, actor, ref, { reason }, now);
    case 'urgency':
      return changeUrgency(deps, actor, ref, { urgency: pick(URGENCIES), reason }, now);
    case 'assess':
      return assess(deps, actor, ref, { outcome: pick(outcomesOf(country)), reason }, now);
    case 'mark-done':
      return markDone(deps, actor, ref, { rule }, now);
    case 'leave-out':
      return leaveOut(deps, actor, ref, { rule, exception: pick(LEAVE_OUT_REASONS), reason }, now);
    case 'undo':
      return undoDuty(deps, actor, ref, { rule, reason }, now);
    case 'correct-receipt':
      return correctReceivedAt(deps, actor, ref, { received: earlier(about, choice), reason }, now);
    case 'circumstances':
      return stateCircumstances(deps, actor, ref, { ongoingMeasures: choice % 2 === 0, abuseReported: choice % 3 === 0 }, now);
    case 'close-inquiry':
      return closeInquiry(deps, actor, ref, {}, now);
    case 'request-feedback':
      return requestFeedback(deps, actor, ref, {}, now);
    case 'wait':
      return undefined;
  }
}

/** A wall-clock time before the receipt, some hours more with each choice. */
function earlier({ receivedAt, timeZone }: About, choice: number): { day: string; time: string } {
  const at = new Date(receivedAt.getTime() - (choice + 1) * 7 * 3_600_000);
  return { day: localDay(at, timeZone), time: localTimeOfDay(at, timeZone) };
}

async function attempt(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof MottakError)) throw error;
  }
}
