import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import { storable } from '@/lib/db/text';

export type MailCatcher = { port: number; url: string; close(): Promise<void> };

/** Notices are a few kilobytes. */
const MAX_BYTES = 1024 * 1024;

/**
 * A mail server for the demo: takes every message on loopback and keeps it in the database instead of delivering it. It answers
 * 250 only when the message is stored. A named port that is taken gives way to a free one.
 */
export async function startMailCatcher(deps: { prisma: Db; clock: Clock }, port = 0): Promise<MailCatcher> {
  const open = (wanted: number) => listen(makeServer(deps), wanted);
  return open(port).catch((error) => {
    if (port === 0) throw error;
    return open(0);
  });
}

function makeServer({ prisma, clock }: { prisma: Db; clock: Clock }): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MAX_BYTES,
    closeTimeout: 1000,
    onData: (stream, session, done) => {
      keep(prisma, stream, session, clock()).then(
        () => done(),
        () => done(Object.assign(new Error('Not stored'), { responseCode: 451 })),
      );
    },
  });
}

async function keep(prisma: Db, stream: SMTPServerDataStream, session: SMTPServerSession, caughtAt: Date): Promise<void> {
  const mail = await simpleParser(stream);
  const { mailFrom, rcptTo } = session.envelope;
  await prisma.caughtMail.createMany({
    data: rcptTo.map(({ address }) => ({
      caughtAt,
      recipient: storable(address),
      sender: storable(mailFrom ? mailFrom.address : ''),
      subject: storable(mail.subject ?? ''),
      text: storable(mail.text ?? ''),
      html: mail.html ? storable(mail.html) : null,
    })),
  });
}

function listen(server: SMTPServer, wanted: number): Promise<MailCatcher> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.server.address() as AddressInfo;
      resolve({ port, url: `smtp://127.0.0.1:${port}`, close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}
