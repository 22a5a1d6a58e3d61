import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { Door } from '@/lib/intake/receive-report';
import type { AltinnClient } from './altinn-client';

/** One secure-post box: where it is, whose it is, and what reading it needs. */
export type Box = {
  door: Door;
  prisma: Db;
  clock: Clock;
  client: AltinnClient;
  municipalityId: string;
  /** The municipality's, for days in sentences. */
  timeZone?: string;
  /** Altinn lists by resource: a sender's other resources are boxes of their own. */
  resourceId: string;
  /** Bytes of one message with its attachments that Mottak stores; what is beyond stays in Altinn and is flagged. */
  maxBytes?: number;
  /** Ends the poll between two calls. */
  signal?: AbortSignal;
};

export function channelOf(box: Pick<Box, 'resourceId'>): { kind: 'secure_post'; name: string } {
  return { kind: 'secure_post', name: `altinn:${box.resourceId}` };
}
