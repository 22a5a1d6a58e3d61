import { MottakError } from '@/lib/domain/errors';
import type { IncomingReport, Receipt } from '@/lib/intake/incoming-report';
import { receiveReport } from '@/lib/intake/receive-report';
import { readBody } from '../form/read-body';
import type { ApiSite } from './answer-vendor';
import { ensureChannel } from './ensure-channel';
import type { Vendor } from './find-vendor';
import { API_REPORT_MEDIA_TYPE, type Delivery, parseDelivery } from './parse-delivery';

/** Bytes of one delivery: 150 MB of files in base64, and its text. */
const BODY_LIMIT = 240 * 1024 * 1024;
const LONGEST_KEY = 200;
const JSON_TYPE = /^application\/json\b/i;
const TYPES = /^(application\/json|multipart\/form-data)\b/i;

/**
 * Takes a delivery of a form vendor. 201 with the receipt after the commit, 200 with the first receipt for the same delivery again.
 *
 * A body that departs from the format is stored all the same, and the answer says where it departs: what a person typed must not be
 * lost to a wrong field (decision 130). A wrong header stores nothing, because every delivery of that vendor would have it.
 * @throws MottakError invalid-input (header), too-large, empty-arrival, storage-unavailable: nothing is stored; other-content when
 *   the Idempotency-Key was used for something else
 */
export async function takeReport(site: ApiSite, vendor: Vendor, request: Request, now: Date): Promise<Response> {
  const { externalId, mediaType } = readHeaders(request);
  const body = await readBody(request, BODY_LIMIT, 0);
  if (!body.whole) throw new MottakError('too-large');
  const delivery = await parseDelivery(body.bytes, mediaType);
  const incoming = toIncoming(vendor, { externalId, raw: body.bytes, mediaType, delivery }, now);
  await ensureChannel(site.pool, vendor.municipalityId, incoming.channel);
  const receipt = await receiveReport(site.door, incoming, now);
  if (receipt.status === 'already-stored') await refuseOtherContent(site, receipt, delivery.digest);
  return answer(receipt, delivery);
}

function readHeaders(request: Request): { externalId: string; mediaType: string } {
  const externalId = request.headers.get('idempotency-key')?.trim() ?? '';
  const mediaType = request.headers.get('content-type') ?? '';
  if (!externalId) throw new MottakError('invalid-input', { fields: { 'idempotency-key': 'missing' } });
  if (externalId.length > LONGEST_KEY) throw new MottakError('invalid-input', { fields: { 'idempotency-key': 'too-long' } });
  if (!TYPES.test(mediaType)) throw new MottakError('invalid-input', { fields: { 'content-type': 'unsupported' } });
  return { externalId, mediaType };
}

type Taken = { externalId: string; raw: Uint8Array; mediaType: string; delivery: Delivery };

function toIncoming(vendor: Vendor, { externalId, raw, mediaType, delivery }: Taken, now: Date): IncomingReport {
  const { report, digest, faults } = delivery;
  return {
    municipalityId: vendor.municipalityId,
    channel: { kind: 'api', name: vendorChannel(vendor) },
    externalId,
    raw,
    mediaType: JSON_TYPE.test(mediaType) ? API_REPORT_MEDIA_TYPE : mediaType,
    envelope: { vendor: vendor.vendor, keyId: vendor.keyId, digest, faults, municipalityLocale: vendor.locale, country: vendor.country },
    receivedAt: report?.sentAt ? new Date(report.sentAt) : now,
    receivedAtSource: report?.sentAt ? 'stated-by-vendor' : 'api',
  };
}

/** The channel of a vendor: what it delivers is counted there, and its silence is seen there. */
export function vendorChannel({ vendor }: Pick<Vendor, 'vendor'>): string {
  return `api:${vendor}`;
}

/** A receipt for words that are not the stored ones would be a receipt for nothing. */
async function refuseOtherContent({ pool }: ApiSite, { reportId }: Receipt, digest: string): Promise<void> {
  const stored = await pool.query<{ digest: string }>(
    `SELECT a.envelope->>'digest' AS digest FROM report r JOIN arrival a ON a.id = r.arrival_id WHERE r.id = $1`,
    [reportId],
  );
  if (stored.rows[0]?.digest !== digest) throw new MottakError('other-content');
}

function answer({ status, receiptCode, receivedAt }: Receipt, { faults }: Delivery): Response {
  const readable = Object.keys(faults).length === 0;
  const body = { status: 'stored', receiptCode, receivedAt: receivedAt.toISOString(), readable, ...(readable ? {} : { faults }) };
  return Response.json(body, {
    status: status === 'stored' ? 201 : 200,
    headers: { location: `/api/v1/receipts/${receiptCode}`, 'cache-control': 'no-store' },
  });
}
