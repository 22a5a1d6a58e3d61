import type { Means } from '../means';
import type { Clock } from './policy';

/** Which step of which ladder was taken; the key of an escalation. */
export type StepKey = { reportId: string; clock: Clock; round: number; step: number; repeat: number };

/**
 * Idempotency key of a notice about one step: one for each step, person and means, however often the step is tried.
 * @param recipient a staff id, or the address of somebody outside the staff
 */
export function noticeKey({ reportId, clock, round, step, repeat }: StepKey, means: Means, recipient: string): string {
  return `escalation:${reportId}:${clock}:${round}:${step}.${repeat}:${means}:${recipient}`;
}
