import { createHash } from 'node:crypto';
import type { Db } from '@/lib/db/client';
import { headerBlock, headerValues } from './header-block';

/** The header field that carries a probe's token. */
export const PROBE_FIELD = 'X-Mottak-Probe';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** What is larger has something in it that Mottak did not write. */
const LARGEST = 64 * 1024;

export function probeTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** `by`: "smtp", or the mailbox and folder where it lay. */
export type FoundProbe = { municipalityId: string; raw: Uint8Array; by: string };

/**
 * Whether a mail is a probe that Mottak sent itself (a synthetic report), whose arrival is then written down; it is no report and needs
 * no storing. It is known by a token that is in that one mail only, in its header and in its text; a mail that was answered or sent on
 * has other headers, and one with more in it is larger. In doubt it is none.
 */
export async function takeProbe(prisma: Db, { municipalityId, raw, by }: FoundProbe, now: Date): Promise<boolean> {
  if (raw.byteLength > LARGEST) return false;
  const block = headerBlock(raw);
  const token = headerValues(block, PROBE_FIELD.toLowerCase())[0]?.toString('latin1').trim() ?? '';
  const body = Buffer.from(raw.subarray(block.bodyStart));
  if (!TOKEN.test(token) || !body.includes(token)) return false;
  const where = { municipalityId, tokenHash: probeTokenHash(token) };
  // The same mail may be found again, by another reader or after a crash: it arrived the first time.
  await prisma.channelProbe.updateMany({ where: { ...where, arrivedAt: null }, data: { arrivedAt: now, arrivedBy: by } });
  return (await prisma.channelProbe.count({ where })) > 0;
}
