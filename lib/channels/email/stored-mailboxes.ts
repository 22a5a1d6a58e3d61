import { z } from 'zod';
import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { Mailbox } from '@/lib/db/generated/client';
import { seal, unseal } from '@/lib/secrets';
import { accessTokens } from './access-tokens';
import type { MailboxAccount } from './mailbox-account';

const PURPOSE = 'mailbox';

/** What a mailbox is opened with: a password, or what gets a token (RFC 6749). */
const secretSchema = z.union([
  z.object({ password: z.string() }),
  z.object({
    tokenUrl: z.url(),
    clientId: z.string(),
    clientSecret: z.string(),
    scope: z.string().optional(),
    refreshToken: z.string().optional(),
  }),
]);
export type MailboxSecret = z.infer<typeof secretSchema>;

/** The form in which the database may hold it. */
export function sealMailboxSecret(secret: MailboxSecret, authSecret: string): string {
  return seal(JSON.stringify(secret), authSecret, PURPOSE);
}

/** @throws SecretError when AUTH_SECRET is another than when the mailbox was added */
export function accountOf(
  { host, port, security, username, secret }: Pick<Mailbox, 'host' | 'port' | 'security' | 'username' | 'secret'>,
  authSecret: string,
  clock: Clock,
): MailboxAccount {
  const opened = secretSchema.parse(JSON.parse(unseal(secret, authSecret, PURPOSE)));
  const signIn =
    'password' in opened
      ? ({ kind: 'password', password: opened.password } as const)
      : ({ kind: 'oauth2', tokens: accessTokens(opened, clock) } as const);
  return { host, port, security, user: username, signIn };
}

/** The mailboxes that are to be read. */
export function listMailboxes(prisma: Db): Promise<Mailbox[]> {
  return prisma.mailbox.findMany({ where: { active: true }, orderBy: { createdAt: 'asc' } });
}
