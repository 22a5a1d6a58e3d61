import type { WrongAddress } from '@/lib/domain/wrong-address';
import type { IncomingReport } from '@/lib/intake/incoming-report';
import { decodeHeader } from './decode-header';
import { mailExternalId } from './external-id';
import { headerBlock, headerValues } from './header-block';
import { type MailRoute, receivedTime } from './received-time';

export const EMAIL_CHANNEL = { kind: 'email', name: 'email' } as const;

const MAX_SUBJECT = 1000;

export type Delivery = {
  municipalityId: string;
  raw: Uint8Array;
  route: MailRoute;
  /** What the transport said: addresses, hosts, ids. */
  envelope: Record<string, unknown>;
  flags: readonly string[];
  /** The address that it was sent to, when it is none that the municipality gives out. */
  wrong?: WrongAddress | undefined;
};

/** A mail as the one door takes it. The message itself is not interpreted beyond its header. */
export function incomingMail({ municipalityId, raw, route, envelope, flags, wrong }: Delivery, now: Date): IncomingReport {
  const time = receivedTime(raw, route, now);
  const subject = headerValues(headerBlock(raw), 'subject')[0];
  return {
    municipalityId,
    channel: EMAIL_CHANNEL,
    externalId: mailExternalId(raw),
    raw,
    mediaType: 'message/rfc822',
    envelope: wrong ? { ...envelope, wrongAddress: wrong } : envelope,
    receivedAt: time.receivedAt,
    receivedAtSource: time.source,
    subject: subject ? decodeHeader(subject).slice(0, MAX_SUBJECT) : '',
    flags: [...new Set([...flags, ...time.flags])],
  };
}
