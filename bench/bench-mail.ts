import type { IncomingReport } from '@/lib/intake/incoming-report';

export const BENCH_BYTES = Buffer.from(`Subject: bench\r\n\r\n${'En bekymring om et barn. '.repeat(160)}`);

/** A mail of about four kilobytes. */
export function makeBenchMail(municipalityId: string, externalId: string, receivedAt: Date): IncomingReport {
  return {
    municipalityId,
    channel: { kind: 'email', name: 'email' },
    externalId,
    raw: BENCH_BYTES,
    mediaType: 'message/rfc822',
    envelope: {},
    receivedAt,
    receivedAtSource: 'bench',
  };
}
