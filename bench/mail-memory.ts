import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import { round, row } from './measure';
import { withDatabase } from './with-database';

const MEBIBYTE = 1024 * 1024;
const SIZE = 100 * MEBIBYTE;
const LINE = Buffer.from(`${'x'.repeat(998)}\r\n`);

/** Peak memory of a process that takes mails of 100 MB, one and four at once, beside one that inserts as many bytes. */
export async function benchMailMemory(): Promise<void> {
  await withDatabase(2, async ({ url }) => {
    const listener = await startPeer('listener', url);
    const inserter = await startPeer('inserter', url);
    const send = () => sendBigMail(Number(listener.word));
    const [idle, idleInserter] = [await peak(listener.process.pid), await peak(inserter.process.pid)];
    const one = (await peakOf(listener.process, send)) - idle;
    const four = (await peakOf(listener.process, () => Promise.all([send(), send(), send(), send()]))) - idle;
    const insertOnce = async () => {
      inserter.process.stdin?.write(`${SIZE}\n`);
      await inserter.nextWord();
    };
    const insert = (await peakOf(inserter.process, insertOnce)) - idleInserter;
    for (const peer of [listener, inserter]) peer.process.kill();
    row('memory for a mail of 100 MB', {
      one_mail_mib: Math.round(one),
      four_at_once_mib: Math.round(four),
      raw_insert_mib: Math.round(insert),
      ratio: round(one / insert),
    });
  });
}

async function startPeer(name: string, url: string) {
  const script = path.resolve('bench', 'memory-peer.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, name, url], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout);
  const nextWord = async () => String((await once(lines, 'line'))[0]);
  return { process: child, word: await nextWord(), nextWord };
}

/** MiB that the process had at its peak while `work` ran. */
async function peakOf({ pid }: ChildProcess, work: () => Promise<unknown>): Promise<number> {
  // Writing 5 sets the peak back to what is in use now (Linux, proc(5)).
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  await work();
  return peak(pid);
}

async function peak(pid: number | undefined): Promise<number> {
  const [, kib] = /VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
}

let bigMails = 0;

async function sendBigMail(port: number): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  const id = bigMails++;
  const raw = Readable.from(
    (function* () {
      yield Buffer.from(`Message-ID: <big-${id}@bench.example>\r\nSubject: big\r\n\r\n`);
      for (let size = 0; size < SIZE; size += LINE.length * 64) yield Buffer.concat(Array(64).fill(LINE));
    })(),
  );
  await transport.sendMail({ envelope: { from: 'a@bench.example', to: 'underretning@lindevang.example' }, raw });
  transport.close();
}
