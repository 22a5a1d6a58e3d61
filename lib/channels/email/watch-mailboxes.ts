import type { Mailbox } from '@/lib/db/generated/client';
import { SecretError } from '@/lib/secrets';
import type { MailboxSource } from './imap-reader';
import { mailboxName } from './mailbox-account';
import { forgetProblems, noteProblem } from './note-poll';
import { accountOf, listMailboxes } from './stored-mailboxes';
import { type MailboxWatch, type WatchOptions, watchMailbox } from './watch-mailbox';

export type StoredSource = Pick<MailboxSource, 'door' | 'prisma' | 'clock'> & { authSecret: string };

/**
 * Reads every active mailbox of the database, each folder over a connection of its own, so that one that hangs delays no other.
 * `look` finds what was added, changed or switched off since, and is to be called again and again.
 */
export function watchMailboxes(source: StoredSource, options: WatchOptions): { look(): Promise<void>; close(): Promise<void> } {
  const running = new Map<string, { row: Mailbox; watches: MailboxWatch[] }>();
  const stop = async (id: string) => {
    const watches = running.get(id)?.watches ?? [];
    running.delete(id);
    await Promise.all(watches.map((watch) => watch.close()));
  };
  const leave = async (id: string, { municipalityId, username, host }: Mailbox) => {
    await stop(id);
    await forgetProblems(source.prisma, { municipalityId, mailbox: mailboxName({ user: username, host }) }, source.clock());
  };
  return {
    look: async () => {
      const rows = await listMailboxes(source.prisma);
      const wanted = new Map(rows.map((row) => [row.id, row]));
      for (const [id, { row }] of running) if (JSON.stringify(wanted.get(id)) !== JSON.stringify(row)) await leave(id, row);
      for (const row of rows) if (!running.has(row.id)) running.set(row.id, { row, watches: await watchFolders(source, row, options) });
    },
    close: async () => void (await Promise.all([...running.keys()].map(stop))),
  };
}

/** One whose secret cannot be opened says so on its folders, and the other mailboxes are read. */
async function watchFolders({ authSecret, ...source }: StoredSource, row: Mailbox, options: WatchOptions): Promise<MailboxWatch[]> {
  const { municipalityId, folders, doneFolder, username, host } = row;
  try {
    const account = accountOf(row, authSecret, source.clock);
    return folders.map((folder) =>
      watchMailbox({ ...source, municipalityId, account, folder, ...(doneFolder ? { doneFolder } : {}) }, options),
    );
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    const mailbox = mailboxName({ user: username, host });
    for (const folder of folders) await noteProblem(source.prisma, { municipalityId, mailbox, folder }, 'mailbox-secret', source.clock());
    return [];
  }
}
