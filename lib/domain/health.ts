import { isAlive, secondsBetween } from './heartbeat';

/** What a check says when it fails; docs/operations.md tells what to do about each. */
export const HEALTH_CODES = {
  database: 'database',
  worker: 'worker-silent',
  sweep: 'sweep-late',
  audit: 'audit-silent',
  findings: 'audit-findings',
} as const;

type CheckName = keyof typeof HEALTH_CODES;

/** unknown: the database that would tell does not answer. */
export type Check = 'ok' | 'unknown' | (typeof HEALTH_CODES)[CheckName];

/** Signs of life, as the database tells them; null: there was none ever. */
export type Alive = {
  /** The worker's last heartbeat, and when that worker started. */
  seenAt: Date | null;
  startedAt: Date | null;
  /** When its last complete sweep began. */
  sweptAt: Date | null;
  /** When the last audit of all municipalities that ended began. */
  auditedAt: Date | null;
  /** When the first municipality was set up: before that there is nothing to audit. */
  inUseSince: Date | null;
  /** Whether an alarm of the auditor is open. */
  auditAlarm: boolean;
  /** The earliest instant at which a ladder has a step to take. */
  nextStepAt: Date | null;
};

/** A sweep runs every few seconds; what is due for longer is late. */
export const SWEEP_PATIENCE_SECONDS = 120;
/** Twice the distance of two audits. */
export const AUDIT_PATIENCE_SECONDS = 2 * 3600;

const olderThan = (seconds: number, since: Date | null, now: Date) => since !== null && secondsBetween(since, now) > seconds;

/** Whether steps are due that no sweep has taken, or the worker lives and its sweep does not end. */
export function isSweepLate({ nextStepAt, sweptAt, startedAt }: Alive, now: Date): boolean {
  return olderThan(SWEEP_PATIENCE_SECONDS, nextStepAt, now) || olderThan(SWEEP_PATIENCE_SECONDS, sweptAt ?? startedAt, now);
}

/** Whether nobody has audited for two hours. An installation that was never audited counts from its first municipality. */
export function isAuditSilent({ auditedAt, inUseSince }: Alive, now: Date): boolean {
  return olderThan(AUDIT_PATIENCE_SECONDS, auditedAt ?? inUseSince, now);
}

/** Each check's answer: ok, or the code of what is wrong. Without signs the database did not answer, and nothing else is known. */
export function judgeHealth(signs: Alive | null, now: Date): Record<CheckName, Check> {
  const { database, worker, sweep, audit, findings } = HEALTH_CODES;
  if (!signs) return { database, worker: 'unknown', sweep: 'unknown', audit: 'unknown', findings: 'unknown' };
  const alive = isAlive(signs.seenAt && secondsBetween(signs.seenAt, now));
  return {
    database: 'ok',
    worker: alive ? 'ok' : worker,
    sweep: isSweepLate(signs, now) ? sweep : 'ok',
    audit: isAuditSilent(signs, now) ? audit : 'ok',
    findings: signs.auditAlarm ? findings : 'ok',
  };
}
