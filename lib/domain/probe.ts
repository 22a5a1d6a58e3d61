/** A probe of the last day proves an address; an older one no longer does. */
export const PROBE_HOURS = 24;
/** A probe that could not be sent is tried again after this. */
const PROBE_RETRY_MINUTES = 60;
/** Mail is through within this, or something is wrong with the path. */
export const PROBE_PATIENCE_MINUTES = 30;

const MINUTE_MS = 60_000;

export type ProbeTimes = { askedAt: Date; sentAt: Date | null; arrivedAt: Date | null; problem: string | null };

/** waiting: to be sent. unsent: the mail server did not take it. under-way, arrived. missing: sent, and not here in time. */
export type ProbeState = 'waiting' | 'unsent' | 'under-way' | 'arrived' | 'missing';

export function probeState({ sentAt, arrivedAt, problem }: ProbeTimes, now: Date): ProbeState {
  if (arrivedAt) return 'arrived';
  if (problem) return 'unsent';
  if (!sentAt) return 'waiting';
  return now.getTime() - sentAt.getTime() > PROBE_PATIENCE_MINUTES * MINUTE_MS ? 'missing' : 'under-way';
}

/** Whether an address is to be probed again; `latest`: its latest probe, if there was one. */
export function isProbeDue(latest: ProbeTimes | undefined, now: Date, hours: number): boolean {
  if (!latest) return true;
  const after = latest.problem ? PROBE_RETRY_MINUTES : hours * 60;
  return now.getTime() - latest.askedAt.getTime() >= after * MINUTE_MS;
}
