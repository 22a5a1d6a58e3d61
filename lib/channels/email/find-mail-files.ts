import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export type MailFile = { file: string; kind: 'message' | 'mbox' | 'other' } | { file: string; error: string };

const HEADER_LINE = /^[!-9;-~]+[ \t]*:/;
/** A file in a folder is a mail when its first paragraph is a header with one of these fields. */
const MAIL_HEADERS =
  /^(received|return-path|delivered-to|from|to|subject|date|message-id|mime-version|content-type|x-[!-9;-~]+|dkim-signature|arc-seal|envelope-to|reply-to|sender|cc|authentication-results|x-original-to)[ \t]*:/im;

/**
 * The mails under the given paths, folders with all that is in them, in the order of their names. A file that is named itself
 * is taken for a mail whatever it looks like; in folders only what looks like one. Folders "tmp" of a Maildir hold mails that
 * are still being written. What cannot be opened comes with an error code and stops nothing.
 */
export async function* findMailFiles(paths: readonly string[]): AsyncGenerator<MailFile> {
  for (const given of paths) yield* find(given, true);
}

async function* find(file: string, named: boolean): AsyncGenerator<MailFile> {
  try {
    const info = await stat(file);
    if (info.isDirectory()) {
      const entries = await readdir(file, { withFileTypes: true });
      const isMaildir = entries.some((entry) => entry.name === 'cur' && entry.isDirectory());
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        if (isMaildir && entry.name === 'tmp') continue;
        // A link may lead back up.
        if (entry.isSymbolicLink() && (await isFolder(path.join(file, entry.name)))) continue;
        yield* find(path.join(file, entry.name), false);
      }
    } else if (info.isFile()) yield { file, kind: await kindOf(file, named) };
    // A pipe or a device has no end to wait for.
    else yield { file, kind: 'other' };
  } catch (error) {
    yield { file, error: (error as { code?: string }).code ?? 'unreadable' };
  }
}

async function isFolder(link: string): Promise<boolean> {
  return stat(link).then(
    (info) => info.isDirectory(),
    () => false,
  );
}

async function kindOf(file: string, named: boolean): Promise<'message' | 'mbox' | 'other'> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8192), 0, 8192, 0);
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    if (/^From \S/.test(head) && !/^From [^\n]*\n[ \t]*\r?\n/.test(head)) return 'mbox';
    if (named || /\.(eml|mail|msg822)$/i.test(file)) return 'message';
    return HEADER_LINE.test(head) && MAIL_HEADERS.test(head.split(/\r?\n\r?\n/, 1)[0] ?? '') ? 'message' : 'other';
  } finally {
    await handle.close();
  }
}
