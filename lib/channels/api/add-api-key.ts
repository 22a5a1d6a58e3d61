import { randomBytes } from 'node:crypto';
import { appendMunicipalityAudit } from '@/lib/db/append-municipality-audit';
import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import type { ChannelKind } from '@/lib/domain/report';
import { hashOfKey, type Scope, writeApiKey } from './api-key';

export type NewKey = {
  /** Slug of the municipality. */
  municipality: string;
  vendor: string;
  scopes: Scope[];
  addresses?: string[];
  expiresAt?: Date | null;
  /** Who asks for it: a staff id, or "command-line". */
  createdBy: string;
};

/** Names a vendor's channels, so it stands in addresses and metrics. */
const VENDOR = /^[a-z0-9][a-z0-9-]{0,59}$/;

const CHANNELS: Partial<Record<Scope, { kind: ChannelKind; prefix: string }>> = {
  'reports.write': { kind: 'api', prefix: 'api' },
  'sdk.deliver': { kind: 'secure_post', prefix: 'sdk' },
  'digital-post.deliver': { kind: 'secure_post', prefix: 'digital-post' },
};

/**
 * Makes a key and the channels that it delivers to, so that the channel's silence is seen from the first day. The key itself is
 * returned once and stored nowhere.
 * @throws MottakError unknown-municipality, invalid-input
 */
export async function addApiKey(prisma: Db, wanted: NewKey, now: Date): Promise<{ id: string; key: string }> {
  if (!VENDOR.test(wanted.vendor)) throw new MottakError('invalid-input', { fields: { vendor: 'invalid' } });
  if (wanted.scopes.length === 0) throw new MottakError('invalid-input', { fields: { scope: 'missing' } });
  const municipality = await prisma.municipality.findUnique({ where: { slug: wanted.municipality }, select: { id: true, slug: true } });
  if (!municipality) throw new MottakError('unknown-municipality');
  const key = writeApiKey(municipality.slug, randomBytes(32));
  const { vendor, scopes, addresses = [], expiresAt = null, createdBy } = wanted;
  const row = { municipalityId: municipality.id, vendor, scopes, addresses, expiresAt, createdBy, createdAt: now, hash: hashOfKey(key) };
  const id = await prisma.$transaction(async (tx) => {
    await tx.channel.createMany({ data: channelsOf(municipality.id, vendor, scopes), skipDuplicates: true });
    const made = await tx.apiKey.create({ data: row, select: { id: true } });
    const detail = { keyId: made.id, vendor, scopes, expiresAt: expiresAt?.toISOString() ?? null };
    await appendMunicipalityAudit(tx, municipality.id, { at: now, actor: createdBy, action: 'api-key.added', detail });
    return made.id;
  });
  return { id, key };
}

function channelsOf(municipalityId: string, vendor: string, scopes: readonly Scope[]) {
  return scopes.flatMap((scope) => {
    const channel = CHANNELS[scope];
    return channel ? [{ municipalityId, kind: channel.kind, name: `${channel.prefix}:${vendor}` }] : [];
  });
}
