import { createHash } from 'node:crypto';
import type { OverviewAttachment } from './altinn-answers';
import { AltinnError, concernsToken, mayPass } from './altinn-error';
import type { Box } from './box';
import type { Part } from './multipart';

type Download = { part: Part | null; damaged: boolean };

/** An attachment of which only the source has the bytes, and until when. */
type LeftAtSource = { id: string; name: string; expiresAt: Date | null };

/** The attachments that could be had, as parts named by Altinn's attachment id; those that could not; and the flags that a person must see. */
export type Attachments = { parts: Part[]; left: LeftAtSource[]; flags: string[] };

/**
 * Downloads every attachment and compares it with its MD5 checksum. One that Altinn no longer has, or whose bytes differ twice, is
 * flagged: the message is stored all the same.
 * @param patient a download that may succeed later fails the whole message, which is then tried again at the next poll
 * @throws AltinnError
 */
export async function downloadAttachments(
  box: Box,
  id: string,
  attachments: OverviewAttachment[],
  maxBytes: number,
  patient: boolean,
): Promise<Attachments> {
  const parts: Part[] = [];
  const left: LeftAtSource[] = [];
  const flags = new Set<string>();
  let bytesLeft = maxBytes;
  for (const attachment of attachments) {
    const { part, damaged } = await downloadOne(box, id, attachment, bytesLeft, patient);
    if (part) parts.push(part);
    else {
      flags.add('attachment-missing');
      left.push({ id: attachment.id, name: attachment.fileName || attachment.displayName, expiresAt: attachment.expirationTime });
    }
    if (damaged) flags.add('attachment-damaged');
    bytesLeft -= part?.content.byteLength ?? 0;
  }
  return { parts, left, flags: [...flags] };
}

async function downloadOne(box: Box, id: string, attachment: OverviewAttachment, maxBytes: number, patient: boolean): Promise<Download> {
  try {
    const first = await box.client.download(id, attachment.id, maxBytes, box.signal);
    if (hasChecksum(first, attachment.checksum)) return { part: toPart(attachment, first), damaged: false };
    const second = await box.client.download(id, attachment.id, maxBytes, box.signal);
    return { part: toPart(attachment, second), damaged: !hasChecksum(second, attachment.checksum) };
  } catch (error) {
    if (!(error instanceof AltinnError) || concernsToken(error) || error.code === 'rate-limited') throw error;
    if (patient && (mayPass(error) || error.code === 'no-access')) throw error;
    return { part: null, damaged: false };
  }
}

/** Whether the bytes have the stated MD5 checksum; true when none is stated. */
export function hasChecksum(content: Uint8Array, checksum: string): boolean {
  if (!/^[0-9a-f]{32}$/i.test(checksum)) return true;
  return createHash('md5').update(content).digest('hex') === checksum.toLowerCase();
}

function toPart(attachment: OverviewAttachment, content: Uint8Array): Part {
  const name = encodeURIComponent((attachment.fileName || attachment.displayName || attachment.id).toWellFormed());
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(attachment.dataType) ? attachment.dataType : 'application/octet-stream';
  const headers = {
    'content-type': type,
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'content-id': `<${encodeURIComponent(attachment.id)}>`,
  };
  return { headers, content };
}
