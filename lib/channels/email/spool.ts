import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import path from 'node:path';

/** A message as it came in: small ones in memory, others in a file without a name, which ends with its process. */
export type Spooled = { size: number; read(): Promise<Buffer>; discard(): Promise<void> };

/** What is larger goes to the disk while it comes in. */
const IN_MEMORY = 256 * 1024;

/** `too-big`: the message; `full`: what is under way fills the space set aside, or the disk is full. */
export class SpoolError extends Error {
  readonly code: 'too-big' | 'full';

  constructor(code: 'too-big' | 'full', cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

export type SpoolLimits = {
  /** Longest message in bytes. */
  message: number;
  /** Bytes of all messages under way. */
  together: number;
  /** Bytes of messages in memory at once while they are stored. */
  memory: number;
};

/**
 * Holds messages while they come in, so that slow senders with large mails fill no memory, and hands them on a few at a time. A
 * process that is killed leaves nothing behind: the files have lost their names before the first byte is in them.
 */
export class Spool {
  private readonly folder: string;
  private readonly limits: SpoolLimits;
  private underWay = 0;
  private inMemory = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(folder: string, limits: SpoolLimits) {
    this.folder = folder;
    this.limits = limits;
  }

  /**
   * Takes a message to its end. What goes beyond a limit is still read to its end, because the sender listens only then.
   * @throws SpoolError; what the stream throws when the sender goes away in the middle
   */
  async take(stream: AsyncIterable<Buffer>): Promise<Spooled> {
    const message = new Message(
      () => this.openFile(),
      (bytes) => this.reserve(bytes),
    );
    let failed: SpoolError | undefined;
    let size = 0;
    try {
      for await (const chunk of stream) {
        size += chunk.length;
        if (!failed && size > this.limits.message) failed = new SpoolError('too-big');
        failed ??= await message.add(chunk).then(
          () => undefined,
          (error) => (error instanceof SpoolError ? error : new SpoolError('full', error)),
        );
        if (failed) await message.discard();
      }
    } catch (error) {
      await message.discard();
      throw error;
    }
    if (failed) throw size > this.limits.message ? new SpoolError('too-big') : failed;
    return message;
  }

  /** Runs `work` with the whole message in memory, when there is room beside the others. */
  async withBytes<Result>(message: Spooled, work: (raw: Buffer) => Promise<Result>): Promise<Result> {
    while (this.inMemory > 0 && this.inMemory + message.size > this.limits.memory) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.inMemory += message.size;
    try {
      return await work(await message.read());
    } finally {
      this.inMemory -= message.size;
      for (const wake of this.waiting.splice(0)) wake();
    }
  }

  private reserve(bytes: number): void {
    if (this.underWay + bytes > this.limits.together) throw new SpoolError('full');
    this.underWay += bytes;
  }

  private async openFile(): Promise<FileHandle> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = path.join(this.folder, randomUUID());
    const file = await open(name, 'wx+', 0o600);
    await unlink(name);
    return file;
  }
}

class Message implements Spooled {
  size = 0;
  private chunks: Buffer[] = [];
  private file: FileHandle | undefined;
  private readonly openFile: () => Promise<FileHandle>;
  private readonly reserve: (bytes: number) => void;

  constructor(openFile: () => Promise<FileHandle>, reserve: (bytes: number) => void) {
    this.openFile = openFile;
    this.reserve = reserve;
  }

  async add(chunk: Buffer): Promise<void> {
    this.reserve(chunk.length);
    this.size += chunk.length;
    if (!this.file && this.size > IN_MEMORY) {
      this.file = await this.openFile();
      await this.file.writeFile(Buffer.concat(this.chunks));
      this.chunks = [];
    }
    if (this.file) await this.file.appendFile(chunk);
    else this.chunks.push(chunk);
  }

  async read(): Promise<Buffer> {
    if (!this.file) return Buffer.concat(this.chunks, this.size);
    const whole = Buffer.allocUnsafe(this.size);
    for (let at = 0; at < this.size; ) {
      const { bytesRead } = await this.file.read(whole, at, this.size - at, at);
      if (bytesRead === 0) throw new SpoolError('full');
      at += bytesRead;
    }
    return whole;
  }

  /** Gives back memory, disk and the space set aside. Again it does nothing. */
  async discard(): Promise<void> {
    this.reserve(-this.size);
    this.size = 0;
    this.chunks = [];
    await this.file?.close();
    this.file = undefined;
  }
}
