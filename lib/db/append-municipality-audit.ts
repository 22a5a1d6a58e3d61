import { auditHash } from '@/lib/domain/audit';
import { municipalityStream } from './append-audit';
import { type AnyTx, runSql } from './sql';
import { storableJson } from './text';

type Entry = { at: Date; actor: string; action: string; detail: Record<string, unknown> };

/** Appends an entry to a municipality's own chain, in the caller's transaction; what concerns no report stands there. */
export async function appendMunicipalityAudit(tx: AnyTx, municipalityId: string, entry: Entry): Promise<void> {
  // Writers of one chain wait for each other here; rows that point at the municipality can still be inserted.
  await runSql(tx, 'SELECT 1 FROM municipality WHERE id = $1::uuid FOR NO KEY UPDATE', [municipalityId]);
  const stream = municipalityStream(municipalityId);
  const [last] = await runSql<{ hash: string }>(tx, LAST, [stream]);
  const content = { ...entry, detail: storableJson(entry.detail), municipalityId, stream, reportId: null };
  const previous = last?.hash ?? '';
  const { at, actor, action, detail } = content;
  await runSql(tx, INSERT, [municipalityId, stream, at, actor, action, JSON.stringify(detail), previous, auditHash(previous, content)]);
}

const LAST = 'SELECT hash FROM audit_entry WHERE stream = $1 AND report_id IS NULL ORDER BY id DESC LIMIT 1';

const INSERT = `
  INSERT INTO audit_entry (municipality_id, stream, at, actor, action, detail, previous_hash, hash)
  VALUES ($1::uuid, $2, $3::timestamptz, $4, $5, $6::jsonb, $7, $8)`;
