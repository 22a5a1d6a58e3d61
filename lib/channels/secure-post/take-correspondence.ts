import type { IncomingReport, Receipt } from '@/lib/intake/incoming-report';
import { receiveReport } from '@/lib/intake/receive-report';
import type { Overview } from './altinn-answers';
import type { AltinnError } from './altinn-error';
import { type Box, channelOf } from './box';
import { type Attachments, downloadAttachments } from './download-attachments';
import { writeMultipart } from './multipart';

const MAX_BYTES = 150 * 1024 * 1024;

/**
 * Fetches one message with its attachments and stores it through the one door. Its clock starts when Altinn published it to the
 * municipality, not when Mottak fetched it.
 * @param since when the message was first listed: the start of the clock if Altinn states no time
 * @throws AltinnError, MottakError: nothing is stored then
 */
export async function takeCorrespondence(
  box: Box,
  id: string,
  since: Date,
  patient: boolean,
): Promise<{ receipt: Receipt; overview: Overview }> {
  const { overview, json } = await box.client.get(id, box.signal);
  const maxBytes = (box.maxBytes ?? MAX_BYTES) - json.byteLength;
  const attachments = await downloadAttachments(box, id, overview.content?.attachments ?? [], maxBytes, patient);
  const receipt = await receiveReport(box.door, toIncoming(box, id, since, { overview, json, attachments }), box.clock());
  return { receipt, overview };
}

type Fetched = { overview: Overview; json: Uint8Array; attachments: Attachments };

function toIncoming(box: Box, id: string, since: Date, { overview, json, attachments }: Fetched): IncomingReport {
  const { content, ...envelope } = overview;
  const time = startOfClock(overview, since);
  return {
    municipalityId: box.municipalityId,
    channel: channelOf(box),
    externalId: id,
    ...writeMultipart([{ headers: { 'content-type': 'application/json' }, content: json }, ...attachments.parts]),
    envelope: {
      ...envelope,
      attachments: content?.attachments.map((attachment) => attachment.id) ?? [],
      // In the one commit: the countdown to their deletion must not depend on a second write.
      ...(attachments.left.length > 0 ? { leftAtSource: attachments.left } : {}),
    },
    receivedAt: time.at,
    receivedAtSource: time.source,
    subject: content?.messageTitle ?? '',
    flags: [
      ...(overview.isConfidential ? ['confidential'] : []),
      ...attachments.flags,
      ...(overview.published ? [] : ['received-time-unknown']),
    ],
  };
}

function startOfClock({ published, created }: Overview, since: Date): { at: Date; source: string } {
  if (published) return { at: published, source: 'published' };
  return created ? { at: created, source: 'created' } : { at: since, source: 'first-listed' };
}

/** The name of the report that says: this message lies, or lay, in the box, and Mottak could not open it. */
export function noteId(id: string, kind: 'gone' | 'refused'): string {
  return `${id}#${kind}`;
}

/**
 * Stores that a message was listed which cannot be opened, with Altinn's answer as the original, so that a person looks for it.
 * It has an id of its own: should the message open later, it becomes a report itself.
 */
export async function noteUnopened(box: Box, id: string, since: Date, error: AltinnError): Promise<void> {
  const kind = error.code === 'not-found' ? 'gone' : 'refused';
  const headers = { 'content-type': 'application/problem+json', 'x-altinn-status': String(error.status ?? 0) };
  const incoming: IncomingReport = {
    municipalityId: box.municipalityId,
    channel: channelOf(box),
    externalId: noteId(id, kind),
    ...writeMultipart([{ headers, content: error.body }]),
    envelope: { correspondenceId: id, resourceId: box.resourceId, status: error.status ?? null, problem: error.problem ?? null },
    receivedAt: since,
    receivedAtSource: 'first-listed',
    flags: [kind === 'gone' ? 'message-gone' : 'message-not-opened', 'received-time-unknown'],
  };
  await receiveReport(box.door, incoming, box.clock());
}
