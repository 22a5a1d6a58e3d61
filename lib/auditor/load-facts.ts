import type pg from 'pg';
import { policyBySql } from '@/lib/db/policies';
import type { AuditContent } from '@/lib/domain/audit';
import type { ChainEntry } from '@/lib/domain/auditor/check-chain';
import type { DeadlineRow, LadderRow, NoticeRow, ReportFacts, StepRow } from '@/lib/domain/auditor/facts';
import type { Country } from '@/lib/domain/report';
import { DEADLINES, ENTRIES, LADDERS, REPORTS, STEPS } from './facts-queries';

/** A report with its rows, its log as a chain, and the hash that the chain must begin with. */
export type LoadedReport = { municipalityId: string; arrivalHash: string; chain: ChainEntry[]; facts: ReportFacts };

type ReportRow = {
  id: string;
  municipalityId: string;
  ref: string;
  country: Country;
  timeZone: string;
  sha256: string;
  policyId: string | null;
};

/** Reads what the auditor holds against each other, of many reports as they stood at one moment: a sweep may run meanwhile. */
export async function loadFacts(pool: pg.Pool, ids: readonly string[]): Promise<LoadedReport[]> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const loaded = await load(client, ids);
    await client.query('COMMIT');
    return loaded;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function load(client: pg.ClientBase, ids: readonly string[]): Promise<LoadedReport[]> {
  const ask = async <Row extends pg.QueryResultRow>(text: string) => (await client.query<Row>(text, [ids])).rows;
  const reports = await ask<ReportRow>(REPORTS);
  const chains = byReport(await ask<ChainEntry & Of>(ENTRIES));
  const deadlines = byReport(await ask<DeadlineRow & Of>(DEADLINES));
  const ladders = byReport(await ask<LadderRow & Of>(LADDERS));
  const steps = byReport(await ask<Omit<StepRow, 'notices'> & Of & { notices: NoticeRow[] }>(STEPS));
  const loaded: LoadedReport[] = [];
  for (const { id, municipalityId, ref, country, timeZone, sha256, policyId } of reports) {
    const chain = chains.get(id) ?? [];
    loaded.push({
      municipalityId,
      arrivalHash: sha256,
      chain,
      facts: {
        ref,
        country,
        timeZone,
        policy: await policyBySql(client, { policyId, country }),
        log: chain.map(({ at, action, detail }: AuditContent) => ({ at, action, detail })),
        deadlines: deadlines.get(id) ?? [],
        ladders: ladders.get(id) ?? [],
        steps: steps.get(id) ?? [],
      },
    });
  }
  return loaded;
}

type Of = { reportId: string | null };

function byReport<Row extends Of>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ reportId }) => reportId ?? '');
}
