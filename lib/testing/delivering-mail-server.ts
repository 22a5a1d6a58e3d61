import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { ImapFlow } from 'imapflow';
import { SMTPServer } from 'smtp-server';

export type DeliveringMailServer = { url: string; close(): Promise<void> };

/** A municipality's mail server: what it takes over SMTP it puts into the inbox of a mailbox over IMAP, whoever it is for. */
export async function startDeliveringMailServer(mailboxUrl: string): Promise<DeliveringMailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, _session, callback) => {
      buffer(stream)
        .then((raw) => append(mailboxUrl, raw))
        .then(() => callback(), callback);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, close: () => new Promise<void>((done) => server.close(done)) };
}

async function append(mailboxUrl: string, raw: Buffer): Promise<void> {
  const { hostname, port, username, password } = new URL(mailboxUrl);
  const client = new ImapFlow({
    host: hostname,
    port: Number(port),
    secure: false,
    auth: { user: username, pass: password },
    logger: false,
  });
  await client.connect();
  await client.append('INBOX', raw);
  await client.logout();
}
