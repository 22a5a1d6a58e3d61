import type { Receipt } from '@/lib/intake/incoming-report';
import { receiveReport } from '@/lib/intake/receive-report';
import { type Part, writeMultipart } from '../secure-post/multipart';
import { EFM_CHANNEL, EFM_MEDIA_TYPE, type EfmBox } from './efm-box';
import type { Peeked } from './efm-client';

const MAX_BYTES = 300 * 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json' };
const ASICE_TYPE = { 'content-type': 'application/vnd.etsi.asic-e+zip' };

/** Why a message has no content in Mottak. The report about it has an id of its own: the message itself may still come. */
export type Unopened = 'message-gone' | 'message-not-opened';

/**
 * Fetches a locked message and stores it through the one door.
 * @throws EfmError; MottakError when it could not be stored
 */
export async function takeMessage(box: EfmBox, { sbd, json }: Peeked): Promise<Receipt> {
  const container = await box.client.pop(sbd.messageId, box.maxBytes ?? MAX_BYTES, box.signal);
  const parts = [
    { headers: JSON_TYPE, content: json },
    { headers: ASICE_TYPE, content: container },
  ];
  return store(box, { sbd, json }, parts, sbd.messageId, []);
}

/** Stores that a message is there which cannot be opened, with what is known of it: somebody must ask its sender. */
export async function noteMessage(box: EfmBox, peeked: Peeked, why: Unopened): Promise<Receipt> {
  const parts = [{ headers: JSON_TYPE, content: peeked.json }];
  return store(box, peeked, parts, `${peeked.sbd.messageId}#${why}`, [why]);
}

async function store(box: EfmBox, { sbd }: Peeked, parts: Part[], externalId: string, flags: string[]): Promise<Receipt> {
  const now = box.clock();
  // The clock starts when the municipality's own integrasjonspunkt had it, which may be long before Mottak asked.
  const arrivedAt = await box.client.arrivedAt(sbd.messageId, box.signal).catch(() => null);
  const { raw, mediaType } = writeMultipart(parts);
  const { expiresAt, ...facts } = sbd;
  return receiveReport(
    box.door,
    {
      municipalityId: box.municipalityId,
      channel: EFM_CHANNEL,
      externalId,
      raw,
      mediaType: mediaType.replace('multipart/mixed', EFM_MEDIA_TYPE),
      envelope: { protocol: 'eFormidling', ...facts, ...(expiresAt ? { expiresAt: expiresAt.toISOString() } : {}) },
      receivedAt: arrivedAt ?? now,
      receivedAtSource: arrivedAt ? 'integrasjonspunkt' : 'time-of-fetch',
      flags: [...flags, ...(sbd.confidential ? ['confidential'] : []), ...(arrivedAt ? [] : ['received-time-unknown'])],
    },
    now,
  );
}
