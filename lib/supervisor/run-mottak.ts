import path from 'node:path';
import { freePort } from '@/lib/db/embedded-postgres';
import { childEnv, type Env, EnvError, env } from '@/lib/env';
import { type Ground, openGround, prepareDatabase } from './ground';
import { claimInstance, demoSecret, requireFreePort } from './instance';
import { SupervisedProcess } from './supervised-process';

const root = path.resolve(import.meta.dirname, '../..');
const STOP_MS = 8000;
const LOOK_MS = 500;

type Undo = () => Promise<unknown>;

/** Thrown between two steps of the start when somebody has asked to stop. */
class Stopped extends Error {}

/** Starts the whole of Mottak on this machine, keeps it running, and stops it cleanly on Ctrl-C, also while it is starting. */
export async function runMottak({ empty }: { empty: boolean }): Promise<void> {
  const undo: Undo[] = [];
  const asked = { toStop: false };
  const leave = async (code: number) => {
    for (const step of undo.toReversed()) await step().catch(() => undefined);
    process.exit(code);
  };
  let starting: Promise<void> | undefined;
  onStopSignal(async () => {
    asked.toStop = true;
    await starting?.catch(() => undefined);
    await leave(0);
  });
  try {
    starting = start(env(), empty, undo, asked);
    await starting;
  } catch (error) {
    if (error instanceof Stopped || asked.toStop) return;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await leave(error instanceof EnvError ? 78 : 1);
  }
}

async function start(settings: Env, empty: boolean, undo: Undo[], asked: { toStop: boolean }): Promise<void> {
  const goOn = () => {
    if (asked.toStop) throw new Stopped();
  };
  const host = settings.HOST ?? (settings.MOTTAK_MODE === 'demo' ? '127.0.0.1' : undefined);
  const instance = await claimInstance(settings.DATA_DIR);
  undo.push(instance.release);
  await requireFreePort(settings.PORT, host, 'PORT');
  await requireFreePort(settings.SMTP_PORT, settings.SMTP_HOST, 'SMTP_PORT');
  goOn();
  const ground = await openGround(settings);
  undo.push(async () => ground.postgres?.release());
  goOn();
  await prepareDatabase(settings, ground.url, { samples: !empty });
  goOn();
  const processes = await makeProcesses(settings, ground.url, host);
  const note = () => instance.note(processes.flatMap((one) => one.pid ?? []));
  for (const one of processes) one.start();
  undo.push(() => Promise.all(processes.map((one) => one.stop(STOP_MS))));
  await note();
  const watch = watchOver(ground, note);
  undo.push(async () => clearInterval(watch));
  await untilReady(settings, goOn);
  process.stdout.write(`${readyLine(settings)}\n`);
}

async function makeProcesses(settings: Env, url: string, host: string | undefined): Promise<SupervisedProcess[]> {
  const demo = settings.MOTTAK_MODE === 'demo';
  const secret = settings.AUTH_SECRET ?? (await demoSecret(settings.DATA_DIR));
  const shared = childEnv({
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    MOTTAK_MODE: settings.MOTTAK_MODE,
    DATABASE_URL: url,
    DATA_DIR: settings.DATA_DIR,
    AUTH_SECRET: secret,
    NEXTAUTH_SECRET: secret,
    PUBLIC_URL: settings.PUBLIC_URL,
    CATCHER_PORT: demo ? String(settings.CATCHER_PORT ?? (await freePort())) : undefined,
    // A demo answers under whatever name its machine is called by; a real installation only under PUBLIC_URL.
    ...(demo ? { NEXTAUTH_URL: undefined, AUTH_TRUST_HOST: 'true' } : { NEXTAUTH_URL: settings.PUBLIC_URL, AUTH_TRUST_HOST: undefined }),
  });
  const onRestart = (name: string, reason: string) => process.stderr.write(`${name} ended (${reason}); starting it again\n`);
  const common = { cwd: root, env: shared, logDir: path.join(settings.DATA_DIR, 'logs'), onRestart };
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  return [
    new SupervisedProcess({ ...common, name: 'web', args: [next, 'start', '-p', String(settings.PORT), ...(host ? ['-H', host] : [])] }),
    new SupervisedProcess({ ...common, name: 'worker', args: ['--import', 'tsx', path.join(root, 'worker.ts')] }),
  ];
}

/** Notes the process ids as they change and starts PostgreSQL again when it died. */
function watchOver(ground: Ground, note: () => Promise<void>): NodeJS.Timeout {
  let busy = false;
  return setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      await note();
      if (await ground.postgres?.ensureRunning()) process.stderr.write('PostgreSQL ended; started it again\n');
    } catch {
      process.stderr.write('PostgreSQL does not start; trying again\n');
    } finally {
      busy = false;
    }
  }, LOOK_MS);
}

function onStopSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void stop();
    });
  }
}

async function untilReady(settings: Env, goOn: () => void): Promise<void> {
  for (;;) {
    goOn();
    const answer = await fetch(`http://127.0.0.1:${settings.PORT}/api/health`).catch(() => null);
    const { checks } = (await answer?.json().catch(() => null)) ?? {};
    // An alarm that is open is no reason to keep people from the page that shows it.
    if (checks?.database === 'ok' && checks.worker === 'ok') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function readyLine(settings: Env): string {
  const how =
    settings.MOTTAK_MODE === 'demo'
      ? 'choose a demo account, e.g. Mette Holm (caseworker) or Birgit Dahl (supervisor)'
      : `sign in with ${settings.OIDC_NAME}`;
  return `Mottak is ready at ${settings.PUBLIC_URL} : ${how}`;
}
