import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import nodemailer from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { importMail } from '@/lib/channels/email/import-mail';
import { startSmtpListener } from '@/lib/channels/email/smtp-listener';
import { systemClock } from '@/lib/clock';
import { readReport } from '@/lib/intake/read-report';
import { BENCH_BYTES } from './bench-mail';
import { benchMailMemory } from './mail-memory';
import { median, round, row, throughput } from './measure';
import { withDatabase } from './with-database';

const TO = 'underretning@lindevang.example';
const LANES = 8;
const ROUNDS = 3;
const COUNT = 600;
const IMPORTED = 10_000;
const SHARE = 1000;

/** Mail: from SMTP to durable, memory for a mail of 100 MB, and the import of ten thousand. */
export async function benchMail(): Promise<void> {
  await benchSmtp();
  await benchMailMemory();
  await benchImport();
}

let mails = 0;
/** A mail of about four kilobytes that no other is like. */
const makeMail = () => Buffer.from(`Message-ID: <${mails++}@bench.example>\r\nTo: ${TO}\r\n${BENCH_BYTES}\r\n`);

/**
 * Mails a second until the client has its 250, as a ratio to a listener of the same library that parses each mail and keeps nothing.
 * The reading, which here comes after the 250, is measured apart.
 */
async function benchSmtp(): Promise<void> {
  await withDatabase(LANES, async ({ door, prisma }) => {
    const listener = await startSmtpListener({ door, prisma, clock: systemClock, port: 0, perMinute: 0 });
    const bare = await startBareListener();
    const senders = [listener.port, bare.port].map((port) =>
      nodemailer.createTransport({ host: '127.0.0.1', port, pool: true, maxConnections: LANES, maxMessages: 1e6, ignoreTLS: true }),
    );
    const [ours, theirs] = senders.map(
      (sender) => () => sender.sendMail({ envelope: { from: 'a@bench.example', to: TO }, raw: makeMail() }),
    );
    const pairs: { durable: number; parsed: number }[] = [];
    for (let turn = 0; turn <= ROUNDS; turn++) {
      const pair = { durable: await throughput(COUNT, LANES, ours as never), parsed: await throughput(COUNT, LANES, theirs as never) };
      if (turn > 0) pairs.push(pair);
    }
    const unread = await prisma.report.findMany({ where: { readStatus: 'pending' }, select: { id: true }, take: COUNT });
    const read = await throughput(unread.length, 1, (index) =>
      readReport({ prisma, notifyChange: () => undefined }, unread[index]?.id ?? '', systemClock()),
    );
    for (const sender of senders) sender.close();
    await Promise.all([listener.close(), bare.close()]);
    row('mail from SMTP to durable', {
      connections: LANES,
      durable_per_second: round(median(pairs.map(({ durable }) => durable))),
      parsed_and_dropped_per_second: round(median(pairs.map(({ parsed }) => parsed))),
      ratio: round(median(pairs.map(({ durable, parsed }) => durable / parsed))),
      read_and_stored_per_second: round(read),
    });
  });
}

/** The baseline: the same library, each mail parsed and forgotten. */
async function startBareListener() {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, _session, callback) => {
      simpleParser(stream).then(() => callback(), callback);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return { port: (server.server.address() as AddressInfo).port, close: () => new Promise<void>((done) => server.close(done)) };
}

/** Rate of the first and the last thousand, and memory after the first thousand and at the end. */
async function benchImport(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mottak-mbox-'));
  const file = path.join(folder, 'archive.mbox');
  await writeMbox(file, IMPORTED);
  await withDatabase(2, async ({ door, prisma }) => {
    const read = (reportId: string) => readReport({ prisma, notifyChange: () => undefined }, reportId, systemClock());
    const run = async () => {
      const marks = [{ at: performance.now(), rss: process.memoryUsage().rss }];
      let number = 0;
      const counts = await importMail({ door, prisma, read }, [file], { municipality: 'lindevang', now: systemClock() }, () => {
        if (++number % SHARE === 0) marks.push({ at: performance.now(), rss: process.memoryUsage().rss });
      });
      return { counts, marks };
    };
    const first = await run();
    const again = await run();
    const rate = (marks: { at: number }[], from: number, to: number) =>
      ((to - from) * SHARE) / (((marks.at(to)?.at ?? Number.NaN) - (marks.at(from)?.at ?? 0)) / 1000);
    const last = IMPORTED / SHARE;
    const mebibytes = (index: number) => Math.round((first.marks.at(index)?.rss ?? 0) / 1024 / 1024);
    row('import of an mbox file', {
      mails: IMPORTED,
      stored: first.counts.stored,
      per_second: round(rate(first.marks, 0, last)),
      first_thousand_per_second: round(rate(first.marks, 0, 1)),
      last_thousand_per_second: round(rate(first.marks, last - 1, last)),
      rss_mib_after_first_thousand: mebibytes(1),
      rss_mib_at_end: mebibytes(last),
      again_stored: again.counts.stored,
      again_per_second: round(rate(again.marks, 0, last)),
    });
  });
  await rm(folder, { recursive: true });
}

async function writeMbox(file: string, count: number): Promise<void> {
  const out = createWriteStream(file);
  for (let index = 0; index < count; index++)
    if (!out.write(`From bench Mon Nov 23 10:00:00 2026\n${makeMail()}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}
