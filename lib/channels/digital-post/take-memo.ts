import { MottakError } from '@/lib/domain/errors';
import type { IncomingReport } from '@/lib/intake/incoming-report';
import { receiveReport } from '@/lib/intake/receive-report';
import type { ApiSite } from '../api/answer-vendor';
import { deliveredAt } from '../api/delivered-at';
import { ensureChannel } from '../api/ensure-channel';
import type { Vendor } from '../api/find-vendor';
import { readBody } from '../form/read-body';
import { escapeXml } from '../xml/escape-xml';
import { type MemoDelivery, parseMemo } from './memo-message';

export const MEMO_MEDIA_TYPE = 'application/vnd.mottak.memo+xml';
const BODY_LIMIT = 240 * 1024 * 1024;

/**
 * Takes a message of Digital Post as the receiving system of KOMBIT's Fælleskommunal Postkomponent (SF1606, Modtag post): it accepts or
 * rejects in the answer. Accepted means stored. What is no message is stored as acute and rejected all the same. The names in the answer
 * are those of MeMo's BusinessReceipt; the transport of SF1606 itself has not been read (decision 132).
 * @throws MottakError too-large, empty-arrival, storage-unavailable: nothing is stored, nothing is accepted
 */
export async function takeMemo(site: ApiSite, vendor: Vendor, request: Request, now: Date): Promise<Response> {
  const body = await readBody(request, BODY_LIMIT, 0);
  if (!body.whole) throw new MottakError('too-large');
  const delivery = parseMemo(body.bytes);
  const incoming = toIncoming(vendor, request, body.bytes, delivery, now);
  await ensureChannel(site.pool, vendor.municipalityId, incoming.channel);
  const { ref } = await receiveReport(site.door, incoming, now);
  return new Response(businessReceipt(delivery, ref, now), {
    status: delivery.fault ? 400 : 200,
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'no-store' },
  });
}

function toIncoming(
  vendor: Vendor,
  request: Request,
  raw: Uint8Array,
  { message, digest, fault }: MemoDelivery,
  now: Date,
): IncomingReport {
  const time = deliveredAt(request, message?.createdAt, now);
  return {
    municipalityId: vendor.municipalityId,
    channel: { kind: 'secure_post', name: `digital-post:${vendor.vendor}` },
    externalId: `${message?.messageUuid ?? 'no-id'}#${digest.slice(0, 16)}`,
    raw,
    mediaType: MEMO_MEDIA_TYPE,
    envelope: {
      messageUuid: message?.messageUuid,
      senderId: message?.sender.id,
      createdAt: message?.createdAt?.toISOString(),
      fault,
      keyId: vendor.keyId,
    },
    receivedAt: time.at,
    receivedAtSource: time.source,
    subject: message?.label ?? '',
    flags: time.flags,
  };
}

function businessReceipt({ message, fault }: MemoDelivery, ref: string, now: Date): string {
  const error = fault ? `<ErrorCode>${fault}</ErrorCode><ErrorMessage>Meddelelsen kunne ikke læses.</ErrorMessage>` : '';
  const uuid = escapeXml(message?.messageUuid ?? '');
  const status = fault ? 'INVALID' : 'COMPLETED';
  return `<?xml version="1.0" encoding="UTF-8"?>
<BusinessReceipt><TransmissionId>${ref}</TransmissionId><MessageUUID>${uuid}</MessageUUID>${error}<TimeStamp>${now.toISOString()}</TimeStamp><ReceiptStatus>${status}</ReceiptStatus></BusinessReceipt>
`;
}
