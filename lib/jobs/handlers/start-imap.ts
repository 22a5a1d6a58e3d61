import { JUNK } from '@/lib/channels/email/imap-reader';
import { accountOfUrl } from '@/lib/channels/email/mailbox-account';
import { forgetProblems } from '@/lib/channels/email/note-poll';
import { type MailboxWatch, watchMailbox } from '@/lib/channels/email/watch-mailbox';
import { watchMailboxes } from '@/lib/channels/email/watch-mailboxes';
import { MottakError } from '@/lib/domain/errors';
import { repeat } from './repeat';
import type { Part, WorkerContext } from './worker-context';

/** A mailbox that was added is read after this at the latest. */
const LOOK_MS = 20_000;

/**
 * Reads every mailbox of the database, and the one that IMAP_URL names for the municipality IMAP_MUNICIPALITY (its slug).
 * The path of that address is the folder: imaps://user:password@mail.example/Archive; without one the inbox, and what the server
 * put into its folder for junk.
 * @throws MottakError unknown-municipality
 */
export async function startImap(context: WorkerContext): Promise<Part> {
  const { door, prisma, clock, env } = context;
  const options = { pollSeconds: env.IMAP_POLL_SECONDS };
  await forgetProblems(prisma, null, clock());
  const named = await watchNamed(context);
  const stored = watchMailboxes({ door, prisma, clock, authSecret: env.AUTH_SECRET ?? '' }, options);
  const stop = new AbortController();
  const looking = repeat('mailboxes', LOOK_MS, () => stored.look(), stop.signal);
  return {
    close: async () => {
      stop.abort();
      await looking;
      await Promise.all([stored.close(), ...named.map((watch) => watch.close())]);
    },
  };
}

async function watchNamed({ door, prisma, clock, env }: WorkerContext): Promise<MailboxWatch[]> {
  if (!env.IMAP_URL) return [];
  const municipality = await prisma.municipality.findUnique({ where: { slug: env.IMAP_MUNICIPALITY ?? '' }, select: { id: true } });
  if (!municipality) throw new MottakError('unknown-municipality');
  const path = decodeURIComponent(new URL(env.IMAP_URL).pathname.slice(1));
  const account = accountOfUrl(env.IMAP_URL);
  return (path ? [path] : ['INBOX', JUNK]).map((folder) =>
    watchMailbox(
      { door, prisma, clock, municipalityId: municipality.id, account, folder, doneFolder: env.IMAP_DONE_FOLDER },
      { pollSeconds: env.IMAP_POLL_SECONDS },
    ),
  );
}
