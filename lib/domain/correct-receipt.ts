import { type RuleClock, startClock } from './deadline';
import { isOwed } from './duty';
import type { Calendar, Limit } from './law/limit';

type Stamped = RuleClock & { rule: string; fromEvent: string; limit: Limit | null; metAt: Date | null; lapsedAt: Date | null };

/**
 * The clocks that run from the receipt, when it was earlier than was thought; by the stamped limits and never by the law of today. No
 * limit becomes due later by it: one that was stamped otherwise keeps its due instant.
 */
export function correctedClocks<Row extends Stamped>(
  deadlines: readonly Row[],
  receivedAt: Date,
  calendar: Calendar,
): { deadline: Row; clock: RuleClock }[] {
  return deadlines.flatMap((deadline) => {
    if (!deadline.startedAt || !isOwed(deadline)) return [];
    const clock = startClock(deadline, 'received', receivedAt, calendar);
    if (!clock) return [];
    const { dueAt, lastDay, shownLastDay } = deadline;
    const isLater = dueAt !== null && (clock.dueAt === null || clock.dueAt > dueAt);
    return [{ deadline, clock: isLater ? { startedAt: receivedAt, dueAt, lastDay, shownLastDay } : clock }];
  });
}
