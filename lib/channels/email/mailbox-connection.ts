import { ImapFlow, type MailboxObject } from 'imapflow';
import type { MailboxAccount } from './mailbox-account';
import { MailboxError } from './mailbox-error';

/**
 * Signs in to a mailbox server. Its certificate is checked wherever the line is encrypted.
 * @throws MailboxError mailbox-refused, mailbox-token, mailbox-certificate, mailbox-unreachable
 */
export async function connectMailbox(account: MailboxAccount, timeoutMs: number): Promise<ImapFlow> {
  const { host, port, user, signIn } = account;
  const auth = signIn.kind === 'password' ? { user, pass: signIn.password } : { user, accessToken: await signIn.tokens.get() };
  const client = new ImapFlow({
    host,
    port,
    ...lineOf(account),
    auth,
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs * 5,
  });
  // A connection that breaks is seen by the next command; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await within(client, timeoutMs * 2, client.connect());
    return client;
  } catch (cause) {
    client.close();
    if (isRefusal(cause) && signIn.kind === 'oauth2') signIn.tokens.refused();
    throw new MailboxError(problemOf(cause), '', cause);
  }
}

/** STARTTLS that is demanded fails where the server does not offer it: no password goes over an open line by mistake. */
function lineOf({ security, authority }: MailboxAccount) {
  return {
    secure: security === 'tls',
    ...(security === 'starttls' || security === 'none' ? { doSTARTTLS: security === 'starttls' } : {}),
    ...(authority ? { tls: { ca: authority } } : {}),
  };
}

function problemOf(cause: unknown): 'mailbox-refused' | 'mailbox-certificate' | 'mailbox-unreachable' {
  if (isRefusal(cause)) return 'mailbox-refused';
  return CERTIFICATE.test(String((cause as { code?: unknown }).code)) ? 'mailbox-certificate' : 'mailbox-unreachable';
}

function isRefusal(cause: unknown): boolean {
  return Boolean((cause as { authenticationFailed?: boolean }).authenticationFailed);
}

/** Codes of Node.js for a certificate that it does not trust. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ALTNAME/;

/**
 * Opens a folder anew, also when it is open: only so does a renamed or removed one show.
 * @throws MailboxError mailbox-folder, mailbox-silent
 */
export async function openFolder(client: ImapFlow, folder: string, timeoutMs: number): Promise<MailboxObject> {
  try {
    return await within(client, timeoutMs, client.mailboxOpen(folder));
  } catch (cause) {
    if (cause instanceof MailboxError || !client.usable) throw cause;
    throw new MailboxError('mailbox-folder', folder, cause);
  }
}

/** The path of a folder that is named by its use (RFC 6154), such as "\Junk"; null: the mailbox has none. Other names are paths. */
export async function findFolder(client: ImapFlow, folder: string, timeoutMs: number): Promise<string | null> {
  if (!folder.startsWith('\\')) return folder;
  const found = await within(client, timeoutMs, client.list());
  return found.find(({ specialUse }) => specialUse === folder)?.path ?? null;
}

/** Waits for a command no longer than given, then gives the connection up: a server that hangs must not hang the reader. */
export async function within<T>(client: ImapFlow, timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      client.close();
      reject(new MailboxError('mailbox-silent', ''));
    }, timeoutMs);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
