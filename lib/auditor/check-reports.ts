import type pg from 'pg';
import { auditReport } from '@/lib/domain/auditor/audit-report';
import { brokenAt } from '@/lib/domain/auditor/check-chain';
import type { Finding } from '@/lib/domain/auditor/facts';
import { type LoadedReport, loadFacts } from './load-facts';

/** What was found in one report. */
export type CheckedReport = { municipalityId: string; ref: string; findings: Finding[] };

/** Checks a batch of reports as they stand. `now` may be a little before that: what happened since is in the log too. */
export async function checkReports(pool: pg.Pool, ids: readonly string[], now: Date): Promise<CheckedReport[]> {
  return (await loadFacts(pool, ids)).map((report) => ({
    municipalityId: report.municipalityId,
    ref: report.facts.ref,
    findings: findingsOf(report, now),
  }));
}

/** A log that was changed proves nothing: that alone is the finding. */
function findingsOf({ facts, chain, arrivalHash }: LoadedReport, now: Date): Finding[] {
  const broken = chain.length === 0 ? 0 : brokenAt(chain, arrivalHash);
  if (broken !== null) return [{ code: 'chain-broken', ref: facts.ref, where: String(broken) }];
  return auditReport(facts, now);
}
