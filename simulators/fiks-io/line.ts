import net, { type AddressInfo } from 'node:net';

export type Line = {
  port: number;
  /** Connections that were made through it. */
  connections(): number;
  /** Breaks every connection without a word. */
  cut(): void;
  /** Takes no connection until it may again. */
  block(isBlocked: boolean): void;
  close(): Promise<void>;
};

/** What stands between a receiver and the broker, so that the line can be cut. */
export async function startLine(toPort: number, port = 0): Promise<Line> {
  const open = new Set<net.Socket>();
  let count = 0;
  let blocked = false;
  const server = net.createServer((near) => {
    if (blocked) return near.destroy();
    count += 1;
    const far = net.connect(toPort, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => count,
    cut,
    block: (isBlocked) => {
      blocked = isBlocked;
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
