import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { Door } from '@/lib/intake/receive-report';
import type { MailKeys } from '../email/mail-keys';
import type { FiksError } from './fiks-error';
import type { FiksTransport } from './transport';

/** One account of Fiks IO: whose it is, and what reading it needs. */
export type Account = {
  door: Door;
  prisma: Db;
  clock: Clock;
  transport: FiksTransport;
  /** Opens bodies that were encrypted for the account. */
  keys: Pick<MailKeys, 'openCms'>;
  accountId: string;
  municipality: { id: string; locale: string };
  /** How the connection stands; kept by keepReceiving. */
  state: { connected: boolean; problem: FiksError | null; inHand: number; storing: 'works' | 'fails' };
};

export function channelOf({ accountId }: Pick<Account, 'accountId'>): { kind: 'secure_post'; name: string } {
  return { kind: 'secure_post', name: `fiks:${accountId}` };
}

export function newState(): Account['state'] {
  return { connected: false, problem: null, inHand: 0, storing: 'works' };
}
