import { appendAudit } from '@/lib/db/append-audit';
import type { Db, Tx } from '@/lib/db/client';
import type { Deadline, Report } from '@/lib/db/generated/client';
import type { ReportUncheckedUpdateManyInput } from '@/lib/db/generated/models';
import { type ErrorCode, MottakError } from '@/lib/domain/errors';
import { type Act, isLegal, type ReportState } from '@/lib/domain/report';

/** What the use cases of triage need. `notifyChange` is called after the commit. */
export type TriageDeps = { prisma: Db; notifyChange(municipalityId: string): void };

/** Who acts, and in which municipality. */
export type Actor = { staffId: string; municipality: { id: string; country: 'dk' | 'no' | 'se'; timeZone: string } };

/** `version`: that of the report which the person saw. Left out, only the report's state decides. */
export type Seen = { version?: number };

/** How the report stands after the act. */
export type Acted = { ref: string; state: ReportState; version: number };

export type ReportToActOn = Report & { deadlines: Deadline[] };

/** An entry of the log. */
export type Entry = { action: string; detail: Record<string, unknown> };
/** What an act does to the report, and what the log says of it; `more`: what follows from it, such as a clock that starts. */
export type Change = Entry & { data: ReportUncheckedUpdateManyInput; more?: readonly Entry[] };

/**
 * Does one act of a person to one report: change and audit entry commit together, then open browsers are told.
 *
 * Acts on one report wait for each other; each looks at the report as it then is, so of two people who press at once one acts
 * and the other learns the truth.
 * @throws MottakError not-found (also for another municipality's report), changed-meanwhile, already-acknowledged,
 *   already-assessed, not-acknowledged; and what `decide` throws
 */
export async function actOnReport(
  deps: TriageDeps,
  actor: Actor,
  ref: string,
  seen: Seen,
  act: Act,
  now: Date,
  decide: (report: ReportToActOn, tx: Tx) => Promise<Change> | Change,
): Promise<Acted> {
  const acted = await deps.prisma.$transaction(async (tx) => {
    const report = await lockReport(tx, actor, ref);
    refuseIllegal(act, report.state);
    if (seen.version !== undefined && seen.version !== report.version) throw new MottakError('changed-meanwhile');
    const { data, action, detail, more = [] } = await decide(report, tx);
    await update(tx, report, data);
    const { id: reportId, municipalityId } = report;
    for (const entry of [{ action, detail }, ...more]) {
      await appendAudit(tx, { municipalityId, stream: reportId, reportId, at: now, actor: actor.staffId, ...entry });
    }
    return { ref, state: (data.state as ReportState | undefined) ?? report.state, version: report.version + 1 };
  });
  deps.notifyChange(actor.municipality.id);
  return acted;
}

/** A report of another municipality is not there: the answer must not tell that it exists. */
async function lockReport(tx: Tx, actor: Actor, ref: string): Promise<ReportToActOn> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM report WHERE ref = ${ref} AND municipality_id = ${actor.municipality.id}::uuid FOR NO KEY UPDATE`;
  if (!locked[0]) throw new MottakError('not-found');
  return tx.report.findUniqueOrThrow({ where: { id: locked[0].id }, include: { deadlines: { orderBy: { rule: 'asc' } } } });
}

function refuseIllegal(act: Act, state: ReportState): void {
  if (isLegal(act, state)) return;
  const codes: Record<ReportState, ErrorCode> = {
    unacknowledged: 'not-acknowledged',
    acknowledged: 'already-acknowledged',
    assessed: 'already-assessed',
  };
  throw new MottakError(codes[state]);
}

/** The lock makes this succeed; the guard holds the promise where a writer forgot the lock. */
async function update(tx: Tx, report: ReportToActOn, data: ReportUncheckedUpdateManyInput): Promise<void> {
  const { id, version, state } = report;
  const { count } = await tx.report.updateMany({ where: { id, version, state }, data: { ...data, version: { increment: 1 } } });
  if (count !== 1) throw new MottakError('changed-meanwhile');
}

/** A reason that a person wrote. @throws MottakError reason-needed when there is none */
export function neededReason(reason: string | undefined): string {
  const written = reason?.trim();
  if (!written) throw new MottakError('reason-needed', { fields: { reason: 'required' } });
  return written;
}
