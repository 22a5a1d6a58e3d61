import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { startDovecot } from '@/lib/testing/dovecot';
import { startAltinnSimulator } from '@/simulators/altinn-correspondence/start-altinn-simulator';
import { type Kills, killAtRandom } from './crash-killer';
import { type Receipt, sendAll, untilReceipt } from './crash-senders';
import { startMottak } from './start-mottak';

type Settings = { arrivals: number; kills: number; freezeMs: number; port: number };
export type CrashResult = {
  sent: number;
  stored: number;
  receiptsWithoutReport: number;
  storedTwice: number;
  kills: Kills;
  retries: number;
  seconds: number;
};

const RESOURCE = 'vestreim-barnevern-taushetsbelagt';

/**
 * Kills web, worker, PostgreSQL and the sessions of the mail server with SIGKILL at random moments, and has the database stand still
 * for a while, while senders deliver by form, SMTP, mailbox and secure post and try again until they hold a receipt; then counts.
 * Every receipt must have its report, and nothing may be stored twice.
 */
export async function crashTest({ arrivals, kills, freezeMs, port }: Settings): Promise<CrashResult> {
  const simulator = await startAltinnSimulator({ resourceId: RESOURCE });
  const dovecot = await startDovecot();
  const mailbox = dovecot.url('underretning');
  const mottak = await startMottak(port, {
    ...{ ALTINN_URL: simulator.url, ALTINN_TOKEN: simulator.token, ALTINN_RESOURCE_IDS: RESOURCE },
    ...{ ALTINN_MUNICIPALITY: 'vestreim', ALTINN_POLL_SECONDS: '1' },
    ...{ IMAP_URL: mailbox, IMAP_MUNICIPALITY: 'lindevang', IMAP_POLL_SECONDS: '1' },
  });
  const { dataDir } = mottak;
  const started = performance.now();
  try {
    const counters = { retries: 0 };
    const receipts: Receipt[] = [];
    const done = () => receipts.length;
    const killing = killAtRandom({ dataDir, mailServer: dovecot.pid, kills, freezeMs, total: arrivals, done });
    await sendAll({ port, simulator, mailbox: new URL(mailbox), counters }, arrivals, receipts);
    const killed = await killing;
    await untilHealthy(mottak.url);
    const counted = await count(dataDir, receipts);
    return { ...counted, kills: killed, retries: counters.retries, seconds: Math.round((performance.now() - started) / 1000) };
  } finally {
    await mottak.stop();
    await Promise.all([simulator.close(), dovecot.stop()]);
  }
}

/** The last kill may have been PostgreSQL's: counting waits until it is back. */
async function untilHealthy(url: string): Promise<void> {
  await untilReceipt({ retries: 0 }, async () => ((await fetch(`${url}/api/health`)).ok ? 'healthy' : null));
}

type Row = { raw: Buffer; ref: string; receipt_code: string; external_id: string; deadlines: string };

async function count(dataDir: string, receipts: Receipt[]) {
  const rows = await stored(dataDir);
  const byMarker = new Map<string, Row[]>();
  for (const row of rows) {
    const marker = /crash-\d+-[0-9a-f]{12}/.exec(row.raw.toString('latin1'))?.[0] ?? 'unknown';
    byMarker.set(marker, [...(byMarker.get(marker) ?? []), row]);
  }
  const proven = ({ marker, proof }: Receipt) =>
    (byMarker.get(marker) ?? []).some((row) => Number(row.deadlines) > 0 && provesOf(row).includes(proof));
  return {
    sent: receipts.length,
    stored: rows.length,
    receiptsWithoutReport: receipts.filter((receipt) => !proven(receipt)).length,
    storedTwice: [...byMarker.values()].filter((found) => found.length > 1).length,
  };
}

/** What a sender may hold of its report. */
function provesOf({ raw, ref, receipt_code, external_id }: Row): string[] {
  return [ref, receipt_code, external_id, createHash('sha256').update(raw).digest('hex')];
}

async function stored(dataDir: string): Promise<Row[]> {
  const { password, port } = JSON.parse(await readFile(path.join(dataDir, 'postgres.json'), 'utf8'));
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'mottak', password, database: 'mottak' });
  await client.connect();
  const { rows } = await client.query<Row>(
    `SELECT a.raw, a.external_id, r.ref, r.receipt_code, (SELECT count(*) FROM deadline d WHERE d.report_id = r.id) AS deadlines
     FROM arrival a JOIN report r ON r.arrival_id = a.id`,
  );
  await client.end();
  return rows;
}
