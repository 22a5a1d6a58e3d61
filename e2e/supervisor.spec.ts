import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('npm start prints one line, starts again what is killed, and leaves nothing running after Ctrl-C', async () => {
  test.setTimeout(120_000);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'mottak-start-'));
  const env = { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir, PORT: '3191', SMTP_PORT: '3192', MOTTAK_MODE: 'demo' };
  const mottak = spawn('npm', ['start', '--silent', '--', '--empty'], { env, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  const lines: string[] = [];
  const output = createInterface(mottak.stdout);
  output.on('line', (line) => lines.push(line));
  await once(output, 'line');
  const pids = async () => (await readFile(path.join(dataDir, 'mottak.pids'), 'utf8')).split('\n').map((line) => Number.parseInt(line, 10));
  const postmaster = async () => Number((await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
  const health = () =>
    fetch('http://127.0.0.1:3191/api/health').then(
      (answer) => answer.status,
      () => 0,
    );
  await expect.poll(health).toBe(200);
  const [, web = 0, worker = 0] = await pids();
  for (const pid of [web, worker, await postmaster()]) process.kill(pid, 'SIGKILL');
  await expect.poll(async () => (await pids()).slice(1).every((pid) => pid !== web && pid !== worker), { timeout: 20_000 }).toBe(true);
  await expect.poll(health, { timeout: 30_000 }).toBe(200);
  const running = [...(await pids()), await postmaster()];
  const ended = once(mottak, 'exit');
  process.kill(-(mottak.pid as number), 'SIGINT'); // as the terminal does: to the whole group
  await ended;
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('http://localhost:3191');
  await expect.poll(() => running.filter(isAlive)).toEqual([]);
  await rm(dataDir, { recursive: true, force: true });
});
