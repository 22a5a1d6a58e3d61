import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export type Dovecot = {
  /** The server's first process; those of its sessions are its children. */
  pid: number;
  port: number;
  /** Port of TLS from the first byte; 0 without a certificate. */
  tlsPort: number;
  /** Address of one user's mailboxes; every user exists, all with one password. */
  url(user: string): string;
  stop(): Promise<void>;
};

const PROGRAM = '/usr/sbin/dovecot';
const PASSWORD = 'secret';

/** `tls`: files of a certificate and its key, offered by STARTTLS too. `lines`: more of its configuration. */
export type DovecotOptions = { tls?: { cert: string; key: string }; lines?: string };

/**
 * Starts a real IMAP server with empty mailboxes in a folder of its own, as root or as an ordinary user.
 * @throws Error that says what to install when dovecot is missing, or what its log says when it does not start
 */
export async function startDovecot({ tls, lines = '' }: DovecotOptions = {}): Promise<Dovecot> {
  if (!existsSync(PROGRAM)) throw new Error('The mailbox tests need a real IMAP server: apt-get install dovecot-imapd');
  const folder = await mkdtemp(path.join(tmpdir(), 'mottak-dovecot-'));
  const port = await freePort();
  const tlsPort = tls ? await freePort() : 0;
  await writeConfig(folder, port, tlsPort, `${tls ? `ssl = yes\nssl_cert = <${tls.cert}\nssl_key = <${tls.key}` : 'ssl = no'}\n${lines}`);
  const server = spawn(PROGRAM, ['-F', '-c', path.join(folder, 'dovecot.conf')], { stdio: 'ignore' });
  await answering(port, server);
  return {
    pid: server.pid as number,
    port,
    tlsPort,
    url: (user) => `imap://${user}:${PASSWORD}@127.0.0.1:${port}`,
    stop: () => stop(server, folder),
  };
}

/** As root the mail belongs to nobody, because dovecot refuses root's; otherwise everything runs as the one user. */
async function writeConfig(folder: string, port: number, tlsPort: number, lines: string): Promise<void> {
  const root = process.getuid?.() === 0;
  const { username } = userInfo();
  const [uid, gid] = root ? [id('-u', 'nobody'), id('-g', 'nobody')] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  const mail = path.join(folder, 'mail');
  await mkdir(mail);
  if (root) await Promise.all([chown(folder, uid, gid), chown(mail, uid, gid)]);
  const asUser = `default_login_user = ${username}\ndefault_internal_user = ${username}\ndefault_internal_group = ${root ? '' : execFileSync('id', ['-gn']).toString().trim()}\n`;
  await writeFile(
    path.join(folder, 'dovecot.conf'),
    `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
${lines}
disable_plaintext_auth = no
${root ? '' : asUser}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${mail}/%u
namespace inbox {
  inbox = yes
  mailbox Spam {
    auto = create
    special_use = \\Junk
  }
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
  }
}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${mail}/%u
}
`,
  );
}

function id(what: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [what, name]).toString());
}

async function answering(port: number, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (server.exitCode !== null) throw new Error('dovecot ended at once: see its log in the temporary folder.');
    if (await greets(port)) return;
    await wait(25);
  }
  throw new Error('dovecot does not answer.');
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.setTimeout(2000, () => socket.destroy());
    socket.once('data', () => socket.destroy());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
