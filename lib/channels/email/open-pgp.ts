import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type PgpKey = { file: string; passphrase: string };

const LONGEST_MS = 20_000;
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * What an OpenPGP message (RFC 9580) says, opened by the program gpg with the municipality's key; null when it cannot be opened or
 * gpg is not installed. The key stands in a folder of its own only while the message is opened. Never throws.
 */
export async function openPgp(bytes: Buffer, key: PgpKey): Promise<Buffer | null> {
  const home = await mkdtemp(path.join(tmpdir(), 'mottak-gpg-')).catch(() => null);
  if (!home) return null;
  const common = ['--homedir', home, '--batch', '--no-tty', '--quiet', '--pinentry-mode', 'loopback', '--passphrase-fd', '3'];
  try {
    await run('gpg', [...common, '--import', key.file], key.passphrase, Buffer.alloc(0));
    return await run('gpg', [...common, '--max-output', String(MAX_BYTES), '--decrypt'], key.passphrase, bytes);
  } catch {
    return null;
  } finally {
    await run('gpgconf', ['--homedir', home, '--kill', 'all'], '', Buffer.alloc(0)).catch(() => undefined);
    await rm(home, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** @throws Error when the program is missing, takes too long or fails; what it prints about it is thrown away, since it may quote */
function run(program: string, args: string[], passphrase: string, input: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore', 'pipe'], timeout: LONGEST_MS, killSignal: 'SIGKILL' });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`${program} failed`))));
    const secret = child.stdio[3] as NodeJS.WritableStream;
    for (const [stream, data] of [
      [secret, `${passphrase}\n`],
      [child.stdin, input],
    ] as const) {
      // A program that ends early closes its input.
      stream?.on('error', () => undefined);
      stream?.end(data);
    }
  });
}
