import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export type Broker = { port: number; stop(): Promise<void> };

const PROGRAM = '/usr/lib/rabbitmq/bin/rabbitmq-server';
const START_MS = 60_000;

/**
 * Starts a real RabbitMQ, as Fiks IO uses it, in a folder of its own and on this machine only. It asks `authUrl` who may log in and do
 * what (rabbitmq_auth_backend_http), since passwords of Fiks IO hold a token and are never the same.
 * @throws Error that says what to install when RabbitMQ is missing
 */
export async function startBroker(authUrl: string): Promise<Broker> {
  if (!existsSync(PROGRAM)) throw new Error('The simulator of Fiks IO needs a real AMQP broker: apt-get install rabbitmq-server');
  const folder = await mkdtemp(path.join(tmpdir(), 'mottak-rabbitmq-'));
  const [port = 0, distribution = 0, names = 0] = await Promise.all([freePort(), freePort(), freePort()]);
  await writeConfig(folder, port, authUrl);
  const env = environment(folder, port, distribution, names);
  const server = spawn(PROGRAM, [], { env, stdio: 'ignore', detached: true });
  const broker = { port, stop: () => stop(server, folder, env) };
  await answering(port, server).catch(async (error) => {
    await broker.stop();
    throw error;
  });
  return broker;
}

async function writeConfig(folder: string, port: number, authUrl: string): Promise<void> {
  const lines = [
    `listeners.tcp.1 = 127.0.0.1:${port}`,
    'auth_backends.1 = http',
    'auth_http.http_method = post',
    ...['user', 'vhost', 'resource', 'topic'].map((part) => `auth_http.${part}_path = ${authUrl}/auth/${part}`),
    // On a disk that is nearly full the broker would block whoever publishes.
    'disk_free_limit.absolute = 50MB',
  ];
  await writeFile(path.join(folder, 'rabbitmq.conf'), `${lines.join('\n')}\n`);
  await writeFile(path.join(folder, 'enabled_plugins'), '[rabbitmq_auth_backend_http].\n');
}

/** A node, a cookie and a register of names of its own: other brokers on the machine are left alone. */
function environment(folder: string, port: number, distribution: number, names: number): NodeJS.ProcessEnv {
  return {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    NODE_ENV: 'production',
    HOME: folder,
    RABBITMQ_NODENAME: `mottak${port}@localhost`,
    RABBITMQ_DIST_PORT: String(distribution),
    ERL_EPMD_PORT: String(names),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_MNESIA_BASE: path.join(folder, 'data'),
    RABBITMQ_LOG_BASE: path.join(folder, 'log'),
    RABBITMQ_CONFIG_FILE: path.join(folder, 'rabbitmq'),
    RABBITMQ_ENABLED_PLUGINS_FILE: path.join(folder, 'enabled_plugins'),
  };
}

async function answering(port: number, server: ChildProcess): Promise<void> {
  for (const end = performance.now() + START_MS; performance.now() < end; ) {
    if (server.exitCode !== null) throw new Error('RabbitMQ ended at once: see its log in the temporary folder.');
    if (await greets(port)) return;
    await wait(100);
  }
  throw new Error('RabbitMQ does not answer.');
}

/** A broker that gets something other than the header of AMQP answers with the header that it wants, and closes. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('HELLO...'));
    socket.once('data', (data) => {
      resolve(data.toString('latin1').startsWith('AMQP'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.setTimeout(2000, () => socket.destroy());
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

/** The starting script and the broker are one process group; the register of names has left it and is told by its port. */
async function stop(server: ChildProcess, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (server.exitCode === null && server.pid) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    process.kill(-server.pid, 'SIGKILL');
    await ended;
  }
  await endNames(env);
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** The register does not end while it knows of a node, and takes a moment to see that one was killed. */
async function endNames(env: NodeJS.ProcessEnv): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { status } = spawnSync('epmd', ['-kill'], { env, stdio: 'ignore' });
    if (status === 0) return;
    await wait(100);
  }
}
