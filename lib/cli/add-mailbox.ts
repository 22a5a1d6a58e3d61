import { text } from 'node:stream/consumers';
import { JUNK } from '@/lib/channels/email/imap-reader';
import { lookIntoMailbox } from '@/lib/channels/email/look-into-mailbox';
import { MailboxError } from '@/lib/channels/email/mailbox-error';
import { accountOf, type MailboxSecret, sealMailboxSecret } from '@/lib/channels/email/stored-mailboxes';
import { env } from '@/lib/env';
import { demoSecret } from '@/lib/supervisor/instance';
import { type CommandContext, EXIT } from './command-context';

const USAGE =
  'mottak add-mailbox NAME --municipality SLUG --host HOST --user USER [--port N] [--security tls|starttls|none] [--folder F]… [--done-folder F] [--token-url URL --client-id ID [--scope S]] < SECRET';

/** What is stored of a mailbox, and never the secret as it was typed. */
type Row = Parameters<typeof accountOf>[0];

/**
 * `mottak add-mailbox NAME …`: a mailbox that the worker reads from then on. The secret comes by standard input and not as a word of the
 * command, which other users of the machine could see: the password on the first line; with --token-url the client's secret, and on a
 * second line the token to renew with, if there is one. The mailbox is opened first; one that cannot be read is not stored.
 */
export async function addMailboxCommand(context: CommandContext, [name]: string[]): Promise<number> {
  const { prisma, options, print, complain, clock } = context;
  const { host, user, security = 'tls' } = options;
  if (!name || !options.municipality || !host || !user || !isSecurity(security)) {
    complain(USAGE);
    return EXIT.usage;
  }
  const municipality = await prisma.municipality.findUnique({ where: { slug: options.municipality } });
  if (!municipality) {
    complain(`There is no municipality ${options.municipality}.`);
    return EXIT.failed;
  }
  const authSecret = env().AUTH_SECRET ?? (await demoSecret(env().DATA_DIR));
  const secret = sealMailboxSecret(secretOf(options, await text(process.stdin)), authSecret);
  const port = Number(options.port ?? (security === 'tls' ? 993 : 143));
  const folders = options.folder ?? ['INBOX', JUNK];
  const row: Row = { host, port, security, username: user, secret };
  try {
    const seen = await lookIntoMailbox(accountOf(row, authSecret, clock), folders);
    const data = { ...row, folders, doneFolder: options['done-folder'] ?? null, active: true };
    await prisma.mailbox.upsert({
      where: { municipalityId_name: { municipalityId: municipality.id, name } },
      create: { ...data, municipalityId: municipality.id, name, createdAt: clock() },
      update: data,
    });
    print({ mailbox: name, municipality: municipality.slug, folders: seen });
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof MailboxError)) throw error;
    complain(`${error.message} Nothing was stored.`);
    return EXIT.failed;
  }
}

function isSecurity(value: string): value is Row['security'] {
  return value === 'tls' || value === 'starttls' || value === 'none';
}

function secretOf(options: CommandContext['options'], typed: string): MailboxSecret {
  const [first = '', second = ''] = typed.split(/\r?\n/);
  const { 'token-url': tokenUrl, 'client-id': clientId, scope } = options;
  if (!tokenUrl || !clientId) return { password: first };
  return {
    tokenUrl,
    clientId,
    clientSecret: first,
    ...(scope ? { scope: scope.join(' ') } : {}),
    ...(second ? { refreshToken: second } : {}),
  };
}
