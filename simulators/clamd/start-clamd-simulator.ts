import { createServer, type Socket } from 'node:net';

/** hang: takes the bytes and says nothing. drop: hangs up in the middle. too-large: refuses as clamd does beyond StreamMaxLength. */
export type ClamdMisbehaviour = 'hang' | 'drop' | 'too-large';

export type ClamdSimulator = {
  port: number;
  /** Streams that got a verdict. */
  scanned(): number;
  misbehave(how: ClamdMisbehaviour | undefined): void;
  close(): Promise<void>;
};

/** The string that every scanner takes for a virus and that harms nobody (eicar.org), in two pieces so that this file is not taken for one. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const COMMAND = 'zINSTREAM\0';

/** A SIMULATOR of clamd's INSTREAM command on 127.0.0.1: it knows one virus, the harmless test string. */
export async function startClamdSimulator({ port = 0 } = {}): Promise<ClamdSimulator> {
  let wrong: ClamdMisbehaviour | undefined;
  let scanned = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    let taken = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      taken = Buffer.concat([taken, chunk]);
      if (wrong === 'drop') return void socket.destroy();
      if (wrong === 'too-large') return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      const content = streamed(taken);
      if (content === null || wrong === 'hang') return;
      scanned += 1;
      socket.end(content.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    scanned: () => scanned,
    misbehave: (how) => {
      wrong = how;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The bytes of a complete stream: pieces with their length before them, the last one empty. Null while it is not complete. */
function streamed(taken: Buffer): Buffer | null {
  if (taken.subarray(0, COMMAND.length).toString('latin1') !== COMMAND.slice(0, taken.length)) return null;
  const pieces: Buffer[] = [];
  for (let at = COMMAND.length; at + 4 <= taken.length; ) {
    const length = taken.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(taken.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
