import type { ImapFlow } from 'imapflow';
import { close, type MailboxSource, noteFailure, type PollOptions, type PollResult, pollFolder, TIMEOUT_MS } from './imap-reader';
import { connectMailbox } from './mailbox-connection';

export type WatchOptions = PollOptions & {
  /** Seconds between polls when the server announces nothing. */
  pollSeconds: number;
  /** First and longest wait before connecting again, in milliseconds. */
  retryMs?: { first: number; longest: number };
  onPoll?(result: PollResult): void;
};

export type MailboxWatch = { close(): Promise<void> };

const RETRY = { first: 1000, longest: 60_000 };

/**
 * Reads a mailbox from now on: at once, whenever the server announces mail (IDLE, RFC 2177), and each `pollSeconds` as well,
 * because an idle connection can die without a word. One poll at a time. A broken connection is made again, later each time.
 */
export function watchMailbox(source: MailboxSource, options: WatchOptions): MailboxWatch {
  const bell = new Bell();
  const ended = watch(source, options, bell);
  return {
    close: async () => {
      bell.close();
      await ended;
    },
  };
}

async function watch(source: MailboxSource, options: WatchOptions, bell: Bell): Promise<void> {
  const retry = options.retryMs ?? RETRY;
  let delay = retry.first;
  while (!bell.closed) {
    let client: ImapFlow | undefined;
    try {
      client = await connectMailbox(source.account, options.timeoutMs ?? TIMEOUT_MS);
      await pollWhileConnected(client, source, options, bell, () => {
        delay = retry.first;
      });
    } catch (error) {
      if (!client) await noteFailure(source, error);
    } finally {
      await close(client);
    }
    await bell.wait(delay);
    delay = Math.min(delay * 2, retry.longest);
  }
}

async function pollWhileConnected(
  client: ImapFlow,
  source: MailboxSource,
  options: WatchOptions,
  bell: Bell,
  worked: () => void,
): Promise<void> {
  const ring = () => bell.ring();
  client.on('exists', ring);
  client.on('close', ring);
  try {
    await pollAgainAndAgain(client, source, options, bell, worked);
  } finally {
    client.off('exists', ring);
    client.off('close', ring);
    bell.rung = false;
  }
}

async function pollAgainAndAgain(
  client: ImapFlow,
  source: MailboxSource,
  options: WatchOptions,
  bell: Bell,
  worked: () => void,
): Promise<void> {
  while (!bell.closed && client.usable) {
    const result = await pollFolder(client, source, options);
    options.onPoll?.(result);
    worked();
    // Ends by itself when the next command is given, and with the connection.
    if (!bell.rung) client.idle().catch(() => undefined);
    await bell.wait(options.pollSeconds * 1000);
  }
}

/** Something to wait for: a time, a ring, or the end. A ring while nobody waits is kept. */
class Bell {
  closed = false;
  rung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  close(): void {
    this.closed = true;
    this.wake?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.rung && !this.closed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.wake = undefined;
    this.rung = false;
  }
}
