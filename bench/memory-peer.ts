import { createInterface } from 'node:readline';
import { startSmtpListener } from '@/lib/channels/email/smtp-listener';
import { systemClock } from '@/lib/clock';
import { openDatabase } from '@/lib/db/client';
import { openJobs } from '@/lib/jobs/definitions';

/** A process whose memory is measured: "listener" takes mails and says its port, "inserter" inserts as many bytes as it is told. */
const [, , name, url = ''] = process.argv;
const { pool, prisma } = openDatabase(url, 4);

if (name === 'listener') {
  const jobs = openJobs(url, 'sender');
  await jobs.start();
  const door = { pool, jobs, notifyChange: () => undefined };
  const { port } = await startSmtpListener({ door, prisma, clock: systemClock, port: 0, perMinute: 0 });
  process.stdout.write(`${port}\n`);
} else {
  await pool.query('CREATE TABLE memory_insert (raw bytea NOT NULL)');
  process.stdout.write('ready\n');
  for await (const line of createInterface(process.stdin)) {
    await pool.query('INSERT INTO memory_insert (raw) VALUES ($1)', [Buffer.alloc(Number(line), 'x')]);
    process.stdout.write('inserted\n');
  }
}
