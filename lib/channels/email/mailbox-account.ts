import type { AccessTokens } from './access-tokens';

/** tls: from the first byte. starttls: refused when the server does not offer it. offered: STARTTLS where the server offers it. */
type Security = 'tls' | 'starttls' | 'offered' | 'none';

/** Where a mailbox is and how one signs in there. */
export type MailboxAccount = {
  host: string;
  port: number;
  security: Security;
  user: string;
  signIn: { kind: 'password'; password: string } | { kind: 'oauth2'; tokens: AccessTokens };
  /** Certificates (PEM) of the authority that signed the server's, where it is none that Node.js knows. */
  authority?: string;
};

/** Parts of an address like imaps://user:password@host:993; user and password percent-encoded where needed. */
export function accountOfUrl(url: string): MailboxAccount {
  const parsed = new URL(url);
  const secure = parsed.protocol === 'imaps:';
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port ? Number(parsed.port) : secure ? 993 : 143,
    security: secure ? 'tls' : 'offered',
    user: decodeURIComponent(parsed.username),
    signIn: { kind: 'password', password: decodeURIComponent(parsed.password) },
  };
}

/** The same mailbox under a new password is the same; on another server it is another one. */
export function mailboxName({ user, host }: Pick<MailboxAccount, 'user' | 'host'>): string {
  return `${user}@${host}`;
}
