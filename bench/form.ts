import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { median, round, row, throughput } from './measure';
import { startMottak } from './start-mottak';

const ROUNDS = 3;
const COUNT = 400;
const TEXT = 'En bekymring om et barn. '.repeat(150);
const FORM = new URLSearchParams({ blanket: 'dk-underretning', 'underretter.type': 'privatperson', beskrivelse: TEXT }).toString();

/**
 * Durable intake through the HTTP form of a whole running Mottak, worker reading beside it, as a ratio to a raw INSERT of the same
 * bytes with its commit, on the same database, with as many connections, in the same run.
 */
export async function benchForm(): Promise<void> {
  const mottak = await startMottak(3195);
  try {
    const { password, port } = JSON.parse(await readFile(path.join(mottak.dataDir, 'postgres.json'), 'utf8'));
    for (const lanes of [1, 8]) {
      const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'mottak', password, database: 'mottak', max: lanes });
      await pool.query('CREATE TABLE IF NOT EXISTS raw_insert (id bigserial PRIMARY KEY, raw bytea NOT NULL)');
      const bytes = Buffer.from(FORM);
      const insert = () => pool.query({ name: 'raw-insert', text: 'INSERT INTO raw_insert (raw) VALUES ($1)', values: [bytes] });
      await throughput(50, lanes, insert);
      await throughput(50, lanes, () => send(mottak.url));
      const pairs: { raw: number; form: number }[] = [];
      for (let turn = 0; turn < ROUNDS; turn++) {
        pairs.push({ raw: await throughput(COUNT, lanes, insert), form: await throughput(COUNT, lanes, () => send(mottak.url)) });
      }
      row('intake through the HTTP form', {
        connections: lanes,
        bytes: bytes.length,
        raw_insert_per_second: round(median(pairs.map((pair) => pair.raw))),
        form_per_second: round(median(pairs.map((pair) => pair.form))),
        ratio: round(median(pairs.map((pair) => pair.form / pair.raw))),
      });
      await pool.end();
    }
  } finally {
    await mottak.stop();
  }
}

async function send(url: string): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(`${url}/form/lindevang`, { method: 'POST', body: FORM, headers, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`The form answered ${answer.status}.`);
  await answer.arrayBuffer();
}
