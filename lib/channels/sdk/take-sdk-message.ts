import { MottakError } from '@/lib/domain/errors';
import type { IncomingReport } from '@/lib/intake/incoming-report';
import { receiveReport } from '@/lib/intake/receive-report';
import type { ApiSite } from '../api/answer-vendor';
import { deliveredAt } from '../api/delivered-at';
import { ensureChannel } from '../api/ensure-channel';
import type { Vendor } from '../api/find-vendor';
import { readBody } from '../form/read-body';
import { messageReceipt } from './message-receipt';
import { parseSdk, type SdkDelivery } from './sdk-message';

export const SDK_MEDIA_TYPE = 'application/vnd.mottak.sdk+xml';
const BODY_LIMIT = 240 * 1024 * 1024;

/**
 * Takes a message of Säker digital kommunikation from the municipality's message service, which has spoken AS4, checked the signature and
 * decrypted. The answer is the Meddelandekvittens, made after the commit only. What cannot be read is stored as acute and REJECTED all
 * the same: the sender takes another way, and staff see that something came.
 * @throws MottakError too-large, empty-arrival, storage-unavailable: nothing is stored, and there is no Meddelandekvittens
 */
export async function takeSdkMessage(site: ApiSite, vendor: Vendor, request: Request, now: Date): Promise<Response> {
  const body = await readBody(request, BODY_LIMIT, 0);
  if (!body.whole) throw new MottakError('too-large');
  const delivery = parseSdk(body.bytes);
  const incoming = toIncoming(vendor, request, body.bytes, delivery, now);
  await ensureChannel(site.pool, vendor.municipalityId, incoming.channel);
  const { ref } = await receiveReport(site.door, incoming, now);
  return new Response(messageReceipt(delivery, `KVT-${ref}`, now), {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'no-store' },
  });
}

function toIncoming(vendor: Vendor, request: Request, raw: Uint8Array, delivery: SdkDelivery, now: Date): IncomingReport {
  const { xheId, from, to, message, digest, fault } = delivery;
  const time = deliveredAt(request, message?.createdAt, now);
  const functionalAddress = message?.recipient.functionalAddress;
  return {
    municipalityId: vendor.municipalityId,
    channel: { kind: 'secure_post', name: `sdk:${vendor.vendor}` },
    // Ids come from outside: two messages under one id are two reports.
    externalId: `${xheId ?? message?.messageId ?? 'no-id'}#${digest.slice(0, 16)}`,
    raw,
    mediaType: SDK_MEDIA_TYPE,
    envelope: {
      xheId,
      from,
      to,
      fault,
      messageId: message?.messageId,
      conversationId: message?.conversationId,
      refToMessageId: message?.refToMessageId,
      createdAt: message?.createdAt?.toISOString(),
      functionalAddress,
      keyId: vendor.keyId,
    },
    receivedAt: time.at,
    receivedAtSource: time.source,
    subject: message?.label ?? '',
    flags: [...time.flags, ...(message && !isOurs(vendor, functionalAddress) ? ['wrong-address'] : [])],
  };
}

/** A message to another functional address is taken and flagged, never sent back: somebody meant it for this municipality. */
function isOurs({ addresses }: Vendor, functionalAddress: string | undefined): boolean {
  const wanted = functionalAddress?.toLowerCase();
  return addresses.length === 0 || addresses.some((address) => address.toLowerCase() === wanted);
}
