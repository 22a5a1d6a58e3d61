import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { Door } from '@/lib/intake/receive-report';
import type { EfmClient } from './efm-client';

/** A municipality's integrasjonspunkt, and what reading it needs. */
export type EfmBox = {
  door: Door;
  prisma: Db;
  clock: Clock;
  client: EfmClient;
  municipalityId: string;
  timeZone: string;
  /** Bytes of one message that Mottak stores; a larger one is told of and stays there. */
  maxBytes?: number;
  /** Ends the poll between two calls. */
  signal?: AbortSignal;
};

export const EFM_CHANNEL = { kind: 'secure_post', name: 'eformidling' } as const;
/** A container of two parts, written as multipart: the standard business document and the ASiC-E container. */
export const EFM_MEDIA_TYPE = 'application/vnd.mottak.eformidling';
