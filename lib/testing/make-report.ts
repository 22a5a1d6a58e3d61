import type { IncomingReport } from '@/lib/intake/incoming-report';

let counter = 0;

/** A plain e-mail as an incoming report; what a test is about it names itself. */
export function makeIncoming(municipalityId: string, changes: Partial<IncomingReport> = {}): IncomingReport {
  counter += 1;
  return {
    municipalityId,
    channel: { kind: 'email', name: 'email' },
    externalId: `test-${process.pid}-${counter}`,
    raw: new TextEncoder().encode(
      `Subject: Test ${counter}\r\nFrom: notifier@example.example\r\n\r\nA text about a child, number ${counter}.\r\n`,
    ),
    mediaType: 'message/rfc822',
    envelope: {},
    receivedAt: new Date('2026-11-02T10:00:00Z'),
    receivedAtSource: 'test',
    ...changes,
  };
}
