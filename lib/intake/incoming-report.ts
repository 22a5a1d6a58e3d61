import type { ChannelKind } from '@/lib/domain/report';

/** What every channel adapter makes of an arrival, before anything in it is understood. */
export type IncomingReport = {
  municipalityId: string;
  channel: { kind: ChannelKind; name: string };
  /** The channel's own id of this delivery. The same id on the same channel is the same delivery. */
  externalId: string;
  /** The bytes as received. */
  raw: Uint8Array;
  mediaType: string;
  /** Who delivered it, when and how: addresses, headers of the transport, ids. Never interpreted by the door. */
  envelope: Record<string, unknown>;
  /** When it first reached the municipality in any channel: the start of the law's clock. */
  receivedAt: Date;
  /** Where that instant is from, e.g. "smtp", "received-header", "published", "stated-by-staff". */
  receivedAtSource: string;
  subject?: string;
  flags?: string[];
};

/** Proof that the report is stored with its clock running. Given to the notifier only after the commit (promise 1). */
export type Receipt = {
  reportId: string;
  ref: string;
  receiptCode: string;
  receivedAt: Date;
  status: 'stored' | 'already-stored';
};
