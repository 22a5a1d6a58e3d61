import type pg from 'pg';
import { municipalityStream } from '@/lib/db/append-audit';
import { brokenAt, type ChainEntry } from '@/lib/domain/auditor/check-chain';
import type { Finding } from '@/lib/domain/auditor/facts';

/** Checks a municipality's own chain from the last entry that an earlier complete run had seen. */
export async function checkMunicipalityLog(pool: pg.Pool, municipalityId: string, afterEntry: bigint): Promise<Finding[]> {
  const values = [municipalityStream(municipalityId), afterEntry.toString()];
  const [before] = (await pool.query<{ hash: string }>(BEFORE, values)).rows;
  const entries = (await pool.query<ChainEntry>(ENTRIES, values)).rows;
  const broken = brokenAt(entries, before?.hash ?? '');
  return broken === null ? [] : [{ code: 'chain-broken', ref: null, where: 'municipality' }];
}

const BEFORE = 'SELECT hash FROM audit_entry WHERE stream = $1 AND id <= $2::bigint ORDER BY id DESC LIMIT 1';

const ENTRIES = `
  SELECT municipality_id AS "municipalityId", stream, report_id AS "reportId", at, actor, action, detail, previous_hash AS "previousHash", hash
  FROM audit_entry WHERE stream = $1 AND id > $2::bigint ORDER BY id`;
