import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { childEnv } from '@/lib/env';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';

const db = useTestDatabase();
const long = 'She is often alone in the evening. '.repeat(300_000);

async function storeLongReport(): Promise<string> {
  const { municipality } = await createCast(db());
  const { reportId, ref } = await receiveReport(db().door, makeIncoming(municipality.id), new Date('2026-11-02T10:05:00Z'));
  await db().prisma.report.update({ where: { id: reportId }, data: { text: long } });
  return ref;
}

function mottak(...words: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/mottak.ts', ...words], {
    env: childEnv({ DATABASE_URL: db().url }),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { child, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

/** The database's connections that are not in `mine`. */
async function connections(mine: number[] = []): Promise<number[]> {
  const found = await db().pool.query(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = $1 AND NOT pid = ANY($2)',
    ['client backend', mine],
  );
  return found.rows.map(({ pid }) => pid);
}

describe('mottak report', { timeout: 60_000 }, () => {
  it('gives all of a report of ten megabytes to a reader that begins only when the command is done with the database', async () => {
    const ref = await storeLongReport();
    const mine = await connections();
    const { child, ended } = mottak('report', ref, '--json');
    const patience = { timeout: 40_000, interval: 20 };
    await vi.waitFor(async () => expect(await connections(mine)).not.toEqual([]), patience);
    await vi.waitFor(async () => expect(await connections(mine)).toEqual([]), patience);
    const answer = JSON.parse(await text(child.stdout));
    expect(answer).toMatchObject({ report: ref, text: long });
    expect(await ended).toBe(0);
  });

  it('ends in order when its reader has had enough', async () => {
    const { child, ended } = mottak('report', await storeLongReport(), '--json');
    await once(child.stdout, 'readable');
    child.stdout.destroy();
    expect(await ended).toBe(0);
  });
});

describe('mottak import-mail', { timeout: 60_000 }, () => {
  it('says of a file without a byte, as a JSON line, that it was not stored and why', async () => {
    const { municipality } = await createCast(db());
    const folder = await mkdtemp(path.join(tmpdir(), 'mottak-import-'));
    const file = path.join(folder, 'empty.eml');
    await writeFile(file, '');
    const { child, ended } = mottak('import-mail', folder, '--municipality', municipality.slug);
    expect(JSON.parse(await text(child.stdout))).toEqual({ file, status: 'failed', error: 'empty-arrival' });
    expect(await ended).toBe(1);
    await rm(folder, { recursive: true });
  });
});
