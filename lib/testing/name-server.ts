import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { decode, encode } from 'dns-packet';

export type NameServer = {
  /** As a resolver's `setServers` takes it. */
  address: string;
  /** From now on it answers nothing. */
  silence(): void;
  close(): Promise<void>;
};

/** A name server with TXT records (RFC 1035) on a real socket. What it does not have does not exist. */
export async function startNameServer(texts: Record<string, string>): Promise<NameServer> {
  const socket = createSocket('udp4');
  let silent = false;
  socket.on('message', (message, { port, address }) => {
    const { id, questions = [] } = decode(message);
    const [question] = questions;
    if (silent || !question) return;
    const text = question.type === 'TXT' ? texts[question.name.toLowerCase()] : undefined;
    // A record is made of strings of at most 255 characters.
    const data = text?.match(/.{1,255}/g) ?? [];
    const answers = text === undefined ? [] : [{ type: 'TXT' as const, name: question.name, ttl: 1, data }];
    // 0x8400: an answer with authority; its last four bits are 3 for a name that does not exist.
    socket.send(encode({ type: 'response', id, questions, answers, flags: text === undefined ? 0x403 : 0x400 } as never), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    silence: () => {
      silent = true;
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
