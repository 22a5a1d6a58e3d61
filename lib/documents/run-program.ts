import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { childEnv } from '@/lib/env';

/** The program is not on this machine. */
export class NotInstalled extends Error {
  readonly code = 'not-installed';
}

const MAX_KB = 3_000_000;
/** Bytes that a program may print; a page of text is a few thousand. */
const MAX_OUTPUT = 8 * 1024 * 1024;

/**
 * Runs a program of the operating system on something that came from outside: with bounds of time and memory, behind everything
 * else that the machine does. What it says about what it reads is thrown away.
 * @throws NotInstalled, Error when it fails or is cut off
 */
export function runProgram(program: string, args: readonly string[], longestMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    // The shell sets the bound of memory and becomes the program.
    const child = spawn('/bin/sh', ['-c', `ulimit -v ${MAX_KB} 2>/dev/null; exec "$0" "$@"`, program, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: childEnv({ OMP_THREAD_LIMIT: '1' }),
      timeout: longestMs,
      killSignal: 'SIGKILL',
    });
    if (child.pid) {
      try {
        setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
      } catch {
        // It has ended already.
      }
    }
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.length > MAX_OUTPUT) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 127 || code === 126) reject(new NotInstalled(`${program} is not installed.`));
      else if (code === 0) resolve(output);
      else reject(new Error(`${program} failed.`));
    });
  });
}
