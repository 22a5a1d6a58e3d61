import { MottakError } from './errors';

/** Where mail is fetched. The secret is as the database may hold it: encrypted. */
export type MailboxContent = {
  kind: 'mailbox';
  /** The mailbox that is changed; null: a new one. */
  mailboxId: string | null;
  name: string;
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  username: string;
  secret: string;
  folders: string[];
  doneFolder: string | null;
  probeAddress: string | null;
  /** False: it is no longer read. */
  active: boolean;
};

/** The addresses that a municipality gives out, and those that it once gave out, in lower case. */
type AddressesContent = {
  kind: 'addresses';
  mailAddresses: string[];
  mailDomains: string[];
  closedAddresses: string[];
  oldDomains: string[];
};

/** A change of how reports come in. */
export type ChangeContent = MailboxContent | AddressesContent;

export const CHANGE_DECISIONS = ['approved', 'rejected', 'withdrawn'] as const;
export type ChangeDecision = (typeof CHANGE_DECISIONS)[number];

/** What a decision rests on. */
export type ChangeStanding = {
  proposedById: string;
  decision: ChangeDecision | null;
  /** Whether a test message has come through the path that the change opens. */
  isProven: boolean;
};

/**
 * Whether somebody may decide so: approving takes a second person, and a test message that has arrived or a reason why it is done without;
 * rejecting takes a reason; taking back is the proposer's own.
 * @throws MottakError changed-meanwhile, second-person-needed, not-allowed, reason-needed
 */
export function checkDecision(standing: ChangeStanding, staffId: string, decision: ChangeDecision, reason: string): void {
  const isOwn = standing.proposedById === staffId;
  if (standing.decision !== null) throw new MottakError('changed-meanwhile');
  if (decision === 'withdrawn' && !isOwn) throw new MottakError('not-allowed');
  if (decision === 'approved' && isOwn) throw new MottakError('second-person-needed');
  const needsReason = decision === 'rejected' || (decision === 'approved' && !standing.isProven);
  if (needsReason && reason.trim() === '') throw new MottakError('reason-needed', { fields: { reason: 'missing' } });
}

/** Where a test message must go, so that it takes the path that the change opens. */
export function probeAddresses(content: ChangeContent, before: readonly string[]): string[] {
  if (content.kind === 'mailbox') return content.active && content.probeAddress ? [content.probeAddress] : [];
  return content.mailAddresses.filter((address) => !before.includes(address));
}

/** Whether the change is proven by what has arrived; a change that opens no path has nothing to prove. */
export function isProven(wanted: readonly string[], arrived: readonly string[], opensPath: boolean): boolean {
  return wanted.length > 0 ? wanted.every((address) => arrived.includes(address)) : !opensPath;
}

/** Whether mail may come in by the change in a way that was not there before. */
export function opensPath(content: ChangeContent): boolean {
  return content.kind === 'mailbox' && content.active;
}
