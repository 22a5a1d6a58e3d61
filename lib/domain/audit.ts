import { createHash } from 'node:crypto';

export type AuditContent = {
  municipalityId: string;
  stream: string;
  reportId: string | null;
  at: Date;
  actor: string;
  action: string;
  detail: Record<string, unknown>;
};

/** Hash of an audit entry over its content and the entry before it, so that a change or a gap shows. */
export function auditHash(previousHash: string, entry: AuditContent): string {
  const content = [
    previousHash,
    entry.municipalityId,
    entry.stream,
    entry.reportId,
    entry.at.toISOString(),
    entry.actor,
    entry.action,
    canonical(entry.detail),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** JSON with sorted keys: the database may return them in another order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object') {
    const pairs = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
