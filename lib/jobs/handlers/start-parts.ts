import { startEformidling } from '@/lib/channels/eformidling/start-eformidling';
import { startSecurePost } from '@/lib/channels/secure-post/start-secure-post';
import { keepTrying } from './keep-trying';
import { startChannel } from './start-channel';
import { startFiks } from './start-fiks';
import { startImap } from './start-imap';
import { startLetters } from './start-letters';
import { startSmtp } from './start-smtp';
import { workFollowUps } from './work-follow-ups';
import { type ReadReport, workReadJobs } from './work-read-jobs';
import { workSendJobs } from './work-send-jobs';
import type { Part, WorkerContext } from './worker-context';

/**
 * Starts the jobs' handlers and the channels that the worker listens to, side by side: each is tried until it starts.
 * @returns when each has started, or the context's signal has ended the tries
 */
export async function startParts(context: WorkerContext, readReport: ReadReport): Promise<Part> {
  const { signal } = context;
  const [channels] = await Promise.all([
    Promise.all([
      startChannel(context, 'email', 'the mail listener', () => startSmtp(context)),
      startChannel(context, 'email', 'the mailbox reader', () => startImap(context)),
      startChannel(context, 'letter', 'the reader of scanned letters', () => startLetters(context)),
      startChannel(context, 'secure_post', 'the secure-post reader', () => startSecurePost(context)),
      startChannel(context, 'secure_post', 'the reader of Fiks IO', () => startFiks(context)),
      startChannel(context, 'secure_post', 'the eFormidling reader', () => startEformidling(context)),
    ]),
    keepTrying('read jobs', () => workReadJobs(context, readReport), signal),
    keepTrying('send jobs', () => workSendJobs(context), signal),
    keepTrying('what follows reading', () => workFollowUps(context), signal),
  ]);
  return { close: async () => void (await Promise.allSettled(channels.map((channel) => channel?.close()))) };
}
