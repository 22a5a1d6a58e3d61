import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReadResult } from '@/lib/domain/report';
import { childEnv } from '@/lib/env';
import type { ReaderMessage, ReaderTask } from './reader-child';

export type ReaderLimits = {
  /** How long one document, or the message around them, may take. */
  stepMs: number;
  /** Memory beside what the process has before it reads, and what the arrival itself needs. */
  bytes: number;
};

/** How a reading in a process of its own went; `opening`: the document that was open when it broke off. */
export type Attempt = { result: ReadResult } | { brokeOff: 'time' | 'memory' | 'end'; opening: number | null };

const START_MS = 60_000;
const LOOK_MS = 100;
const PAGE_BYTES = 4096;
/** The arrival is held as it came, as it is sent, split into parts and decoded. */
const COPIES = 8;
const HEAP_MB = 1024;

/** A process that reads one arrival after another. What its readers do wrong ends it, and nothing else. */
export class ReaderProcess {
  private readonly child: ChildProcess;
  private readonly limits: ReaderLimits;
  private readonly ready: Promise<boolean>;
  private idleBytes = 0;
  private readonly inbox: ReaderMessage[] = [];
  private arrived: () => void = () => undefined;
  private ended = false;

  constructor(limits: ReaderLimits) {
    this.limits = limits;
    this.child = fork(path.resolve(import.meta.dirname, 'reader-child.ts'), [], {
      execArgv: ['--import', 'tsx', `--max-old-space-size=${HEAP_MB}`],
      env: childEnv(),
      serialization: 'advanced',
      // What a parser prints may quote what it reads.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('error', () => this.end());
    this.child.on('exit', () => {
      this.ended = true;
      this.arrived();
    });
    this.child.on('message', (message) => {
      this.inbox.push(message as ReaderMessage);
      this.arrived();
    });
    this.ready = this.next(START_MS).then(async (message) => {
      this.idleBytes = await residentBytes(this.child.pid);
      return message?.type === 'ready';
    });
  }

  get isUsable(): boolean {
    return !this.ended;
  }

  /** Ends the process; a reading in it breaks off. */
  end(): void {
    this.ended = true;
    this.child.kill('SIGKILL');
  }

  /** Reads one arrival. The process is over when the reading broke off. */
  async read(task: ReaderTask): Promise<Attempt> {
    if (!(await this.ready) || !this.isUsable) return this.brokeOff('end', null);
    const watch = this.watchMemory(task.arrival.raw.byteLength);
    let opening: number | null = null;
    this.child.send(task, () => undefined);
    for (;;) {
      const message = await Promise.race([this.next(this.limits.stepMs), watch.exceeded]);
      if (message !== null && message !== 'memory' && message.type === 'opening') {
        opening = message.number;
        continue;
      }
      watch.stop();
      if (message === 'memory') return this.brokeOff('memory', opening);
      if (message?.type === 'read') return { result: message.result };
      return this.brokeOff(message === null && this.isUsable ? 'time' : 'end', opening);
    }
  }

  private brokeOff(why: 'time' | 'memory' | 'end', opening: number | null): Attempt {
    this.end();
    return { brokeOff: why, opening };
  }

  /** The next thing that the process says; null when it says nothing for so long, or ends. */
  private async next(withinMs: number): Promise<ReaderMessage | null> {
    if (this.inbox.length === 0 && !this.ended) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        this.arrived = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.inbox.shift() ?? null;
  }

  /** Buffers lie outside the heap that the process itself is held to; where the system tells (Linux), all of its memory counts. */
  private watchMemory(arrivalBytes: number): { exceeded: Promise<'memory'>; stop(): void } {
    const allowed = this.idleBytes + this.limits.bytes + arrivalBytes * COPIES;
    let timer: NodeJS.Timeout;
    const exceeded = new Promise<'memory'>((resolve) => {
      timer = setInterval(async () => {
        if ((await residentBytes(this.child.pid)) > allowed) resolve('memory');
      }, LOOK_MS);
    });
    return { exceeded, stop: () => clearInterval(timer) };
  }
}

async function residentBytes(pid: number | undefined): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'latin1').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * PAGE_BYTES;
}
