import type { ChannelKind, ReadResult } from '@/lib/domain/report';
import { log } from '@/lib/log';
import { type ReadableArrival, readUnknown } from './read-arrival';
import { type ReaderLimits, ReaderProcess } from './reader-process';

export type BoundedReader = { read(kind: ChannelKind, arrival: ReadableArrival): Promise<ReadResult>; close(): void };

const LIMITS: ReaderLimits = { stepMs: 30_000, bytes: 1.25 * 1024 * 1024 * 1024 };
/** Processes side by side: one arrival that takes long delays no other but those that fill the rest. */
const WIDTH = 2;
/** Documents of one arrival that may break a reading before all of them stay closed. */
const PATIENCE = 4;
const ALL_CLOSED = Array.from({ length: 1000 }, (_, number) => number);

/**
 * Reads arrivals in processes apart from the worker's, with bounds of time and memory. A document on which a process breaks is left
 * closed at the next try, with a flag; an arrival that no try gets through is shown as the text that it is. Either way the
 * worker goes on, and the report is there. Never throws.
 */
export function boundedReader(limits: ReaderLimits = LIMITS): BoundedReader {
  const processes = Array.from({ length: WIDTH }, (): { process?: ReaderProcess; busy: Promise<unknown> } => ({ busy: Promise.resolve() }));
  let turn = 0;
  const attempt = async (kind: ChannelKind, arrival: ReadableArrival, leaveClosed: number[]) => {
    const place = processes[turn++ % WIDTH] as (typeof processes)[number];
    const result = place.busy.then(() => {
      if (!place.process?.isUsable) place.process = new ReaderProcess(limits);
      return place.process.read({ kind, arrival, leaveClosed });
    });
    place.busy = result.catch(() => undefined);
    return result;
  };
  const read = async (kind: ChannelKind, arrival: ReadableArrival) => {
    let leaveClosed: number[] = [];
    for (let tries = 0; tries <= PATIENCE + 1; tries += 1) {
      const outcome = await attempt(kind, arrival, leaveClosed);
      if ('result' in outcome) return outcome.result;
      log().warn({ why: outcome.brokeOff, document: outcome.opening }, 'reading an arrival broke off');
      if (leaveClosed === ALL_CLOSED) break;
      leaveClosed = outcome.opening === null || tries >= PATIENCE ? ALL_CLOSED : [...leaveClosed, outcome.opening];
    }
    return readUnknown(arrival, 'reader-failed');
  };
  return { read, close: () => processes.forEach(({ process }) => void process?.end()) };
}
