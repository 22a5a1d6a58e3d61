import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import pg from 'pg';
import { startAltinnSimulator } from '@/simulators/altinn-correspondence/start-altinn-simulator';
import { startMottak } from './start-mottak';

type Settings = { arrivals: number; kills: number; port: number };
type Receipt = { marker: string; proof: string };
export type CrashResult = {
  sent: number;
  receipts: number;
  stored: number;
  receiptsWithoutReport: number;
  storedTwice: number;
  kills: Record<string, number>;
  retries: number;
  seconds: number;
};

const RESOURCE = 'vestreim-barnevern-taushetsbelagt';
const LANES = 12;
const GIVE_UP_MS = 300_000;

/**
 * Kills web, worker and PostgreSQL with SIGKILL at random moments while senders deliver by form, SMTP and secure post and try again
 * until they hold a receipt; then counts. Every receipt must have its report, and nothing may be stored twice.
 */
export async function crashTest(settings: Settings): Promise<CrashResult> {
  const simulator = await startAltinnSimulator({ resourceId: RESOURCE });
  const mottak = await startMottak(settings.port, {
    ALTINN_URL: simulator.url,
    ALTINN_TOKEN: simulator.token,
    ALTINN_RESOURCE_IDS: RESOURCE,
    ALTINN_MUNICIPALITY: 'vestreim',
    ALTINN_POLL_SECONDS: '1',
  });
  const { dataDir } = mottak;
  const started = performance.now();
  try {
    const counters = { retries: 0 };
    const kills: Record<string, number> = { web: 0, worker: 0, postgres: 0 };
    const receipts: Receipt[] = [];
    const killing = killAtRandom(dataDir, settings.kills, settings.arrivals, receipts, kills);
    await send(settings, simulator, counters, receipts);
    await killing;
    await untilHealthy(mottak.url);
    const counted = await count(dataDir, receipts);
    return { ...counted, kills, retries: counters.retries, seconds: Math.round((performance.now() - started) / 1000) };
  } finally {
    await mottak.stop();
    await simulator.close();
  }
}

type Simulator = Awaited<ReturnType<typeof startAltinnSimulator>>;

/** Every third arrival goes one way; each lane tries one arrival until it has its receipt. */
async function send(settings: Settings, simulator: Simulator, counters: { retries: number }, receipts: Receipt[]): Promise<void> {
  let next = 0;
  const ways = [byMail, byForm, bySecurePost];
  const lane = async () => {
    for (let index = next++; index < settings.arrivals; index = next++) {
      const marker = `crash-${index}-${randomBytes(6).toString('hex')}`;
      const way = ways[index % ways.length] ?? byMail;
      receipts.push({ marker, proof: await way(marker, settings, simulator, counters) });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** The last kill may have been PostgreSQL's: counting waits until it is back. */
async function untilHealthy(url: string): Promise<void> {
  await untilReceipt({ retries: 0 }, async () => ((await fetch(`${url}/api/health`)).ok ? 'healthy' : null));
}

async function untilReceipt(counters: { retries: number }, attempt: () => Promise<string | null>): Promise<string> {
  const started = performance.now();
  for (;;) {
    const proof = await attempt().catch(() => null);
    if (proof) return proof;
    counters.retries += 1;
    if (performance.now() - started > GIVE_UP_MS) throw new Error('no receipt within five minutes');
    await pause(150);
  }
}

function byMail(marker: string, { port }: Settings, _: Simulator, counters: { retries: number }): Promise<string> {
  const raw = [
    'From: Nabo <nabo@fjordpost.example>',
    'To: underretning@lindevang.example',
    `Subject: ${marker}`,
    `Message-ID: <${marker}@fjordpost.example>`,
    '',
    `En bekymring om et barn. ${marker}`,
    '',
  ].join('\r\n');
  return untilReceipt(counters, async () => {
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port: port + 1,
      ignoreTLS: true,
      connectionTimeout: 2000,
      greetingTimeout: 2000,
      socketTimeout: 15_000,
    });
    try {
      const sent = await transport.sendMail({ envelope: { from: 'nabo@fjordpost.example', to: 'underretning@lindevang.example' }, raw });
      return /M\d\d-\w{4}-\w{4}/.exec(sent.response)?.[0] ?? null;
    } finally {
      transport.close();
    }
  });
}

function byForm(marker: string, { port }: Settings, _: Simulator, counters: { retries: number }): Promise<string> {
  const token = randomBytes(18).toString('base64url');
  return untilReceipt(counters, async () => {
    const form = new FormData();
    form.set('formToken', token);
    form.set('underretter.type', 'privatperson');
    form.set('beskrivelse', `En bekymring om et barn. ${marker}`);
    const url = `http://127.0.0.1:${port}/form/lindevang`;
    const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual', signal: AbortSignal.timeout(15_000) });
    if (answer.status !== 303) return null;
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    return untilReceipt(counters, async () => {
      const page = await (await fetch(new URL(answer.headers.get('location') ?? '', url), { headers: { cookie } })).text();
      return /<code>([0-9A-Z-]{19})<\/code>/.exec(page)?.[1] ?? null;
    });
  });
}

function bySecurePost(marker: string, _: Settings, simulator: Simulator, counters: { retries: number }): Promise<string> {
  const id = simulator.publish({ title: marker, body: `En bekymring om et barn. ${marker}`, isConfirmationNeeded: true });
  // The sender's receipt is the confirmation; waiting for it is not a retry.
  return untilReceipt({ ...counters }, async () => (simulator.state(id).statuses.includes('Confirmed') ? id : null));
}

/** Kills in turn, each time when another random share of the receipts has been given and deliveries are under way. */
async function killAtRandom(
  dataDir: string,
  kills: number,
  total: number,
  receipts: Receipt[],
  counted: Record<string, number>,
): Promise<void> {
  const points = Array.from({ length: kills }, () => Math.floor(Math.random() * total * 0.95)).sort((a, b) => a - b);
  for (const [turn, point] of points.entries()) {
    while (receipts.length < point) await pause(5);
    await pause(Math.random() * 300);
    const victim = (['web', 'worker', 'postgres'] as const)[turn % 3] ?? 'web';
    while (!(await kill(dataDir, victim))) await pause(20);
    counted[victim] = (counted[victim] ?? 0) + 1;
  }
}

/** False while the victim is just being started again. */
async function kill(dataDir: string, victim: 'web' | 'worker' | 'postgres'): Promise<boolean> {
  const pid = await pidOf(dataDir, victim);
  if (!pid) return false;
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

async function pidOf(dataDir: string, victim: 'web' | 'worker' | 'postgres'): Promise<number | undefined> {
  const file = victim === 'postgres' ? 'postgres/postmaster.pid' : 'mottak.pids';
  const lines = (await readFile(path.join(dataDir, file), 'utf8').catch(() => '')).split('\n').map((line) => Number.parseInt(line, 10));
  return lines[victim === 'postgres' ? 0 : victim === 'web' ? 1 : 2] || undefined;
}

async function count(dataDir: string, receipts: Receipt[]): Promise<Omit<CrashResult, 'kills' | 'retries' | 'seconds'>> {
  const { password, port } = JSON.parse(await readFile(path.join(dataDir, 'postgres.json'), 'utf8'));
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'mottak', password, database: 'mottak' });
  await client.connect();
  const { rows } = await client.query<{ raw: Buffer; ref: string; receipt_code: string; external_id: string; deadlines: string }>(
    `SELECT a.raw, a.external_id, r.ref, r.receipt_code, (SELECT count(*) FROM deadline d WHERE d.report_id = r.id) AS deadlines
     FROM arrival a JOIN report r ON r.arrival_id = a.id`,
  );
  await client.end();
  const byMarker = new Map<string, typeof rows>();
  for (const row of rows) {
    const marker = /crash-\d+-[0-9a-f]{12}/.exec(row.raw.toString('latin1'))?.[0] ?? 'unknown';
    byMarker.set(marker, [...(byMarker.get(marker) ?? []), row]);
  }
  const proven = ({ marker, proof }: Receipt) =>
    (byMarker.get(marker) ?? []).some((row) => Number(row.deadlines) > 0 && [row.ref, row.receipt_code, row.external_id].includes(proof));
  return {
    sent: receipts.length,
    receipts: receipts.length,
    stored: rows.length,
    receiptsWithoutReport: receipts.filter((receipt) => !proven(receipt)).length,
    storedTwice: [...byMarker.values()].filter((found) => found.length > 1).length,
  };
}
