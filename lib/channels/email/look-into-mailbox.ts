import type { ImapFlow } from 'imapflow';
import { close } from './imap-reader';
import type { MailboxAccount } from './mailbox-account';
import { connectMailbox, findFolder, openFolder, within } from './mailbox-connection';
import { PROBE_FIELD } from './take-probe';

/** How many mails lie in a folder; null for a use that the mailbox has no folder for. */
export type SeenFolder = { folder: string; mails: number | null };

/** Somebody waits for the answer. */
const TIMEOUT_MS = 15_000;
/** Of the probes in a folder, the latest are looked at. */
const LATEST = 20;

/**
 * Opens a mailbox and each of its folders, and changes nothing there.
 * @throws MailboxError
 */
export async function lookIntoMailbox(account: MailboxAccount, folders: readonly string[]): Promise<SeenFolder[]> {
  return inFolders(account, folders, async (client, folder, path) => ({
    folder,
    mails: path === null ? null : (await openFolder(client, path, TIMEOUT_MS)).exists,
  }));
}

/**
 * The probes that lie in a mailbox that is not read yet, with their folders; they stay where they are.
 * @throws MailboxError
 */
export async function findProbes(account: MailboxAccount, folders: readonly string[]): Promise<{ folder: string; raw: Buffer }[]> {
  const found = await inFolders(account, folders, async (client, folder, path) => {
    if (path === null) return [];
    await openFolder(client, path, TIMEOUT_MS);
    const uids = await within(client, TIMEOUT_MS, client.search({ header: { [PROBE_FIELD]: true } }, { uid: true }));
    const probes = [];
    for (const uid of (uids || []).slice(-LATEST)) {
      const mail = await within(client, TIMEOUT_MS, client.fetchOne(String(uid), { source: true }, { uid: true }));
      const raw = mail ? mail.source : undefined;
      if (raw) probes.push({ folder, raw });
    }
    return probes;
  });
  return found.flat();
}

type Visit<Result> = (client: ImapFlow, folder: string, path: string | null) => Promise<Result>;

async function inFolders<Result>(account: MailboxAccount, folders: readonly string[], visit: Visit<Result>): Promise<Result[]> {
  const client = await connectMailbox(account, TIMEOUT_MS);
  try {
    const results = [];
    for (const folder of folders) results.push(await visit(client, folder, await findFolder(client, folder, TIMEOUT_MS)));
    return results;
  } finally {
    await close(client);
  }
}
