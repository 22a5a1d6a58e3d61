import type { ReportState, Urgency } from './report';

/** The clock of a report that nobody has acknowledged. Every other clock of a notice is the id of a law rule. */
export const ACKNOWLEDGE_CLOCK = 'acknowledge';

/** What a report stands at, as far as a notice asks. `unmet`: ids of the law rules whose deadline is not met. */
export type Standing = { state: ReportState; unmet: readonly string[] };

/**
 * Whether a notice of a clock still has something to tell: while nobody has acknowledged, or while the rule's deadline is not met.
 * The two clocks never settle each other's notices.
 */
export function isStillNeeded(clock: string, { state, unmet }: Standing): boolean {
  return clock === ACKNOWLEDGE_CLOCK ? state === 'unacknowledged' : unmet.includes(clock);
}

/** One line of a summary. `clock`: the summary's own when it is not given. */
export type SummaryEntry = { ref: string; urgency: Urgency; dueAt: string | null; step: string; clock?: string };

/** What a summary notice says: many steps that fired together, for example after an outage. */
export type SummaryBody = { reports: SummaryEntry[] };

/** What an alarm says of Mottak itself: a code, and figures for its text. Names no report's content and no person. */
export type AlarmBody = { alarm: string; values?: Record<string, string | number> /** Path of the page that shows more. */; path?: string };

const ORDER: Record<Urgency, number> = { acute: 0, high: 1, normal: 2, not_a_report: 3 };

/** Most urgent first, and then by what is due soonest; what has no due instant comes last. */
export function bySummaryOrder(a: SummaryEntry, b: SummaryEntry): number {
  const due = (entry: SummaryEntry) => (entry.dueAt === null ? Number.POSITIVE_INFINITY : new Date(entry.dueAt).getTime());
  return ORDER[a.urgency] - ORDER[b.urgency] || Math.sign(due(a) - due(b)) || (a.ref < b.ref ? -1 : 1);
}
