import { loadMailKeys } from '@/lib/channels/email/mail-keys';
import type { ChannelKind, ReadResult } from '@/lib/domain/report';
import { env } from '@/lib/env';
import { type ReadableArrival, readArrival } from './read-arrival';
import { readersWith } from './readers';

/** What the worker asks of this process, one arrival at a time. `leaveClosed`: documents on which an earlier process broke. */
export type ReaderTask = { kind: ChannelKind; arrival: ReadableArrival; leaveClosed: number[] };

/** What this process says. A reading that is told by `broken` threw in a way that no reader should. */
export type ReaderMessage =
  | { type: 'ready' }
  | { type: 'opening'; number: number }
  | { type: 'read'; result: ReadResult }
  | { type: 'broken' };

const readers = readersWith(loadMailKeys(env()));

process.on('message', (task: ReaderTask) => void answer(task));
// The worker went away: nobody waits for an answer.
process.on('disconnect', () => process.exit(0));
tell({ type: 'ready' });

async function answer({ kind, arrival, leaveClosed }: ReaderTask): Promise<void> {
  const opening = { leaveClosed: new Set(leaveClosed), onOpening: (number: number) => tell({ type: 'opening', number }) };
  try {
    tell({ type: 'read', result: await readArrival(readers, kind, arrival, opening) });
  } catch {
    tell({ type: 'broken' });
  }
}

function tell(message: ReaderMessage): void {
  process.send?.(message, undefined, undefined, () => undefined);
}
