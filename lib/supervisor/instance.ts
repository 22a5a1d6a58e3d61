import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Secrets that a demo makes for itself and keeps, so that people stay signed in over a restart. */
export async function demoSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'secret');
  if (existsSync(file)) return readFile(file, 'utf8');
  await mkdir(dataDir, { recursive: true });
  const secret = randomBytes(32).toString('hex');
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}

/**
 * Notes this instance's processes in DATA_DIR, and ends what an instance that was killed left running.
 *
 * A process is known by its number and its start: after a restart of the machine the same number is somebody else's process.
 * @throws Error when another instance is running in the same DATA_DIR
 */
export async function claimInstance(dataDir: string): Promise<{ note(pids: number[]): Promise<void>; release(): Promise<void> }> {
  const file = path.join(dataDir, 'mottak.pids');
  const noted = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  const running = noted.filter((line) => line === noteOf(Number.parseInt(line, 10)));
  const supervisor = running.find((line) => line === noted[0]);
  if (supervisor && Number.parseInt(supervisor, 10) !== process.pid) {
    throw new Error(
      `Mottak is running already in ${dataDir} (process ${Number.parseInt(supervisor, 10)}). Set DATA_DIR, PORT and SMTP_PORT to run a second one.`,
    );
  }
  await end(running.map((line) => Number.parseInt(line, 10)).filter((pid) => pid !== process.pid));
  await mkdir(dataDir, { recursive: true });
  const note = (pids: number[]) => writeFile(file, [process.pid, ...pids].map(noteOf).join('\n'));
  await note([]);
  return { note, release: () => rm(file, { force: true }) };
}

/** "number start" of a running process; the number alone where the system does not tell the start, empty when it does not run. */
function noteOf(pid: number): string {
  if (!isAlive(pid)) return '';
  try {
    // The 22nd field, counted behind the name in brackets, which may hold blanks (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return `${pid} ${fields[19]}`;
  } catch {
    return String(pid);
  }
}

/** Ends processes at once and waits until they are gone, so that their ports are free. */
async function end(pids: number[]): Promise<void> {
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  for (let waited = 0; waited < 5000 && pids.some(isAlive); waited += 50) await pause(50);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** @throws Error with the name of the setting to change, when a port is taken */
export async function requireFreePort(port: number, host: string | undefined, setting: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer().once('error', () => reject(new Error(`Port ${port} is taken. Set ${setting} to another port.`)));
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
