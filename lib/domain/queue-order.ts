import { addHours } from 'date-fns';
import { URGENCIES, type Urgency } from './report';

/** `alarm`: the share of time for the first assessment is used. */
export type QueuePosition = {
  id: string;
  urgency: Urgency;
  acknowledged: boolean;
  alarm: boolean;
  dueAt: Date | null;
  receivedAt: Date;
};

/** The parts of the queue from top to bottom, in the order of a screen's headings. */
export const QUEUE_GROUPS = ['now', 'overdue', 'soon', 'rest', 'not_a_report'] as const;
export type QueueGroup = (typeof QUEUE_GROUPS)[number];

/** What a person can look at alone. Filters hide, so the screen says how many they hide. */
export const QUEUE_FILTERS = ['all', 'mine', 'unacknowledged', 'overdue'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];

/** What counts as due soon: a working day ahead, so that the day's team sees what falls due before it goes home. */
export const DUE_SOON_HOURS = 8;

/**
 * The order in which reports need attention: acute that nobody has acknowledged and those in alarm, then overdue, then due soon, then
 * the rest; within each by urgency, unacknowledged first, due instant, arrival. Messages taken for no report come last until they are
 * overdue. lib/db/queue-query.ts says the same in SQL, and a test holds the two together.
 */
export function compareForQueue(a: QueuePosition, b: QueuePosition, now: Date): number {
  return (
    QUEUE_GROUPS.indexOf(queueGroup(a, now)) - QUEUE_GROUPS.indexOf(queueGroup(b, now)) ||
    URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) ||
    Number(a.acknowledged) - Number(b.acknowledged) ||
    (a.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER) - (b.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER) ||
    a.receivedAt.getTime() - b.receivedAt.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}

/** The part of the queue in which a report stands at `now`. A due instant that falls on this very second is overdue. */
export function queueGroup(position: Pick<QueuePosition, 'urgency' | 'acknowledged' | 'alarm' | 'dueAt'>, now: Date): QueueGroup {
  if (position.alarm || (position.urgency === 'acute' && !position.acknowledged)) return 'now';
  if (position.dueAt && position.dueAt <= now) return 'overdue';
  if (position.urgency === 'not_a_report') return 'not_a_report';
  return position.dueAt && position.dueAt <= addHours(now, DUE_SOON_HOURS) ? 'soon' : 'rest';
}
