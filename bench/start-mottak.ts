import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

export type StartedMottak = { process: ChildProcess; dataDir: string; url: string; smtpPort: number; stop(): Promise<void> };

/** Starts a whole Mottak in a folder of its own, through the supervisor that `npm start` uses; `changes` are settings. */
export async function startMottak(port: number, changes: Record<string, string> = {}): Promise<StartedMottak> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'mottak-run-'));
  const smtpPort = port + 1;
  const mottak = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts', '--empty'], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      DATA_DIR: dataDir,
      MOTTAK_MODE: 'demo',
      PORT: String(port),
      SMTP_PORT: String(smtpPort),
      ...changes,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const stop = async () => {
    const ended = once(mottak, 'exit');
    mottak.kill('SIGINT');
    if (mottak.exitCode === null) await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  const [line] = await Promise.race([once(createInterface(mottak.stdout as NodeJS.ReadableStream), 'line'), once(mottak, 'exit')]);
  if (!String(line).startsWith('Mottak is ready')) {
    await stop();
    throw new Error('Mottak did not start.');
  }
  return { process: mottak, dataDir, url: `http://127.0.0.1:${port}`, smtpPort, stop };
}
