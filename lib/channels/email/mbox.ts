import { createReadStream } from 'node:fs';

const LF = 0x0a;
const CR = 0x0d;
/** The line before each message; the time in it tells it from a sentence that begins with "From". */
const SEPARATOR = /^From .*\d{1,2}:\d{2}/;
const FROM = Buffer.from('From ');

/**
 * The messages of an mbox file (RFC 4155) one after the other; only one is in memory. A ">" that was put before "From " in a
 * line of a message is taken away again (mboxrd).
 */
export async function* readMbox(file: string): AsyncGenerator<Buffer> {
  let message: Buffer[] | undefined;
  let afterEmptyLine = true;
  for await (const line of lines(file)) {
    if (afterEmptyLine && startsWithFrom(line) && (message === undefined || SEPARATOR.test(line.toString('latin1')))) {
      if (message) yield withoutLastEmptyLine(message);
      message = [];
    } else {
      message?.push(isQuotedFrom(line) ? line.subarray(1) : line);
    }
    afterEmptyLine = isEmpty(line);
  }
  if (message && message.length > 0) yield withoutLastEmptyLine(message);
}

/** Lines with their ends. A line longer than a chunk of the file comes in pieces put together. */
async function* lines(file: string): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      const piece = chunk.subarray(from, at + 1);
      yield pending.length > 0 ? Buffer.concat([...pending, piece]) : piece;
      pending = [];
      from = at + 1;
    }
    if (from < chunk.length) pending.push(chunk.subarray(from));
  }
  if (pending.length > 0) yield Buffer.concat(pending);
}

function startsWithFrom(line: Buffer): boolean {
  return line.subarray(0, FROM.length).equals(FROM);
}

function isQuotedFrom(line: Buffer): boolean {
  if (line[0] !== 0x3e) return false;
  let at = 1;
  while (line[at] === 0x3e) at += 1;
  return line.subarray(at, at + FROM.length).equals(FROM);
}

function isEmpty(line: Buffer): boolean {
  return line[0] === LF || (line[0] === CR && line[1] === LF);
}

/** The empty line before the next separator belongs to the file, not to the message. */
function withoutLastEmptyLine(message: Buffer[]): Buffer {
  const last = message.at(-1);
  return Buffer.concat(last && message.length > 1 && isEmpty(last) ? message.slice(0, -1) : message);
}
