import type { ChannelKind } from '@/lib/domain/report';
import { errorCode } from '@/lib/log';
import { keepTrying } from './keep-trying';
import type { Part, WorkerContext } from './worker-context';

/**
 * Starts a channel's listener or reader and keeps trying. While it does not start, every channel of its kind says so on the
 * overview: a channel that is closed must never look like one on which nothing arrives.
 * @param part what it is called in Channel.lastError
 */
export async function startChannel(
  context: WorkerContext,
  kind: ChannelKind,
  part: string,
  start: () => Promise<Part>,
): Promise<Part | undefined> {
  return keepTrying(part, start, context.signal, (failure) => showState(context, kind, part, failure));
}

/** Only this part's own sentence is taken back when it starts. */
async function showState({ prisma, clock }: WorkerContext, kind: ChannelKind, part: string, failure: unknown): Promise<void> {
  const sentence = `The worker could not start ${part}`;
  if (!failure) {
    await prisma.channel.updateMany({ where: { kind, lastError: { startsWith: sentence } }, data: { lastError: null, lastErrorAt: null } });
    return;
  }
  const { error, code } = errorCode(failure);
  await prisma.channel.updateMany({ where: { kind }, data: { lastError: `${sentence} (${code ?? error}).`, lastErrorAt: clock() } });
}
