import { connect } from 'node:net';

export type Scanner = { host: string; port: number };
/** What clamd says of some bytes. `found`: what it calls what is in them. */
export type Verdict = { state: 'clean' } | { state: 'infected'; found: string };

const QUIET_MS = 60_000;
const CHUNK = 256 * 1024;
const MAX_ANSWER = 4096;

/**
 * Has bytes scanned by clamd over its INSTREAM command (clamd(8)): nothing is written to its disk by name, and no file name is told.
 * @throws Error when it cannot be reached, is silent for a minute, or refuses, for example more bytes than its StreamMaxLength
 */
export function scanBytes({ host, port }: Scanner, content: Uint8Array): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    let answer = '';
    socket.setTimeout(QUIET_MS, () => socket.destroy(new Error('The scanner is silent.')));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (answer.length > MAX_ANSWER) socket.destroy(new Error('The scanner says too much.'));
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const verdict = readAnswer(answer);
      if (verdict) resolve(verdict);
      else reject(new Error('The scanner gave no verdict.'));
    });
    socket.on('connect', () => send(content, (bytes, sent) => socket.write(bytes, sent)));
  });
}

/** One piece after the other, so that a large attachment is not held twice. */
function send(content: Uint8Array, write: (bytes: Uint8Array, sent: () => void) => void): void {
  const next = (from: number) => {
    const piece = content.subarray(from, from + CHUNK);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(piece.byteLength);
    if (piece.byteLength === 0) write(head, () => undefined);
    else write(Buffer.concat([head, piece]), () => next(from + CHUNK));
  };
  write(Buffer.from('zINSTREAM\0'), () => next(0));
}

function readAnswer(answer: string): Verdict | null {
  const [, found, clean] = /^stream: (?:(.{1,200}) FOUND|(OK))\0?\s*$/.exec(answer) ?? [];
  if (clean) return { state: 'clean' };
  return found ? { state: 'infected', found } : null;
}
