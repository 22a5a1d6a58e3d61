import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2000;
const STEADY_MS = 10_000;
const LOG_LIMIT = 20 * 1024 * 1024;

type Options = {
  name: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logDir: string;
  onRestart(name: string, reason: string): void;
};

/** A process that is started again whenever it dies, after a pause that grows while it keeps dying at once. */
export class SupervisedProcess {
  readonly #options: Options;
  #child: ChildProcess | undefined;
  #stopping = false;
  #pause = FIRST_PAUSE_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const { name, args, cwd, env, logDir, onRestart } = this.#options;
    const started = performance.now();
    const output = openLog(logDir, name);
    // A group of its own: Ctrl-C reaches the supervisor only, which then stops its processes in order.
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    child.stdout.pipe(output, { end: false });
    child.stderr.pipe(output, { end: false });
    this.#child = child;
    child.once('exit', (code, signal) => {
      output.end();
      this.#child = undefined;
      if (this.#stopping) return;
      this.#pause = performance.now() - started > STEADY_MS ? FIRST_PAUSE_MS : Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
      onRestart(name, signal ?? `exit code ${code}`);
      this.#timer = setTimeout(() => this.start(), this.#pause);
    });
  }

  /** Asks the process to end, waits, and ends it by force when it does not. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(force);
  }
}

function openLog(logDir: string, name: string) {
  mkdirSync(logDir, { recursive: true });
  const file = path.join(logDir, `${name}.log`);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(file, `${file}.1`);
  return createWriteStream(file, { flags: 'a', mode: 0o600 });
}
