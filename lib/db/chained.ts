import { type AuditContent, auditHash } from '@/lib/domain/audit';
import { storableJson } from './text';

/** An entry as it is stored after the one with `previousHash`: its detail without what the database cannot hold, and its own hash. */
export function chained<Content extends AuditContent>(
  previousHash: string,
  content: Content,
): Content & { previousHash: string; hash: string } {
  const entry = { ...content, detail: storableJson(content.detail) };
  return { ...entry, previousHash, hash: auditHash(previousHash, entry) };
}
