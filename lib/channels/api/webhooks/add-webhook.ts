import { randomBytes } from 'node:crypto';
import { appendMunicipalityAudit } from '@/lib/db/append-municipality-audit';
import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import { seal } from '@/lib/secrets';

export const WEBHOOK_PURPOSE = 'webhook';

export type WantedWebhook = { municipality: string; vendor: string; url: string; createdBy: string };

/**
 * Stores where a vendor is told what became of its deliveries from then on. The secret is shown this once: the vendor checks signatures
 * with it (Standard Webhooks).
 * @throws MottakError unknown-municipality; invalid-input with the field at fault (url: it must be https, or this machine)
 */
export async function addWebhook(
  prisma: Db,
  wanted: WantedWebhook,
  authSecret: string,
  now: Date,
): Promise<{ id: string; secret: string }> {
  const municipality = await prisma.municipality.findUnique({ where: { slug: wanted.municipality }, select: { id: true } });
  if (!municipality) throw new MottakError('unknown-municipality');
  if (!isAllowed(wanted.url)) throw new MottakError('invalid-input', { fields: { url: 'wrong' } });
  const { vendor, url, createdBy } = wanted;
  const municipalityId = municipality.id;
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const id = await prisma.$transaction(async (tx) => {
    const data = { municipalityId, vendor, url, secret: seal(secret, authSecret, WEBHOOK_PURPOSE), createdAt: now };
    const webhook = await tx.webhook.create({ data, select: { id: true } });
    const detail = { webhook: webhook.id, vendor, url };
    await appendMunicipalityAudit(tx, municipalityId, { at: now, actor: `system:${createdBy}`, action: 'webhook.added', detail });
    return webhook.id;
  });
  return { id, secret };
}

/** @throws MottakError not-found */
export async function removeWebhook(prisma: Db, id: string, removedBy: string, now: Date): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const webhook = await tx.webhook.findFirst({ where: { id, removedAt: null } });
    if (!webhook) throw new MottakError('not-found');
    await tx.webhook.update({ where: { id }, data: { removedAt: now }, select: { id: true } });
    const { municipalityId, vendor, url } = webhook;
    const detail = { webhook: id, vendor, url };
    await appendMunicipalityAudit(tx, municipalityId, { at: now, actor: `system:${removedBy}`, action: 'webhook.removed', detail });
  });
}

/** A receipt code goes over no open line; to a service on this machine it goes over none at all. */
function isAllowed(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.username || url.password) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));
}
