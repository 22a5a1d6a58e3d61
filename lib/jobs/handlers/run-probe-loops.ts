import { tryChanges } from '@/lib/channel-setup/try-changes';
import { askDueProbes, sendProbes, watchProbes } from '@/lib/health/probes';
import { openProbeSender, type ProbeSender } from '@/lib/notify/probe-sender';
import { repeat } from './repeat';
import type { WorkerContext } from './worker-context';

/** Somebody sits before the page and waits for what comes of a change. */
const TRY_MS = 3000;
const PROBE_MS = 5000;

/** Tries proposed changes of channels, and sends probes through what is in use. */
export async function runProbeLoops(context: WorkerContext): Promise<void> {
  const { signal, env } = context;
  const sender = probeSender(context);
  const authSecret = env.AUTH_SECRET ?? '';
  await Promise.all([
    repeat('changes of channels', TRY_MS, async () => void (await tryChanges({ ...context, authSecret })), signal),
    sender ? repeat('probes', PROBE_MS, () => probeOnce(context, sender), signal) : undefined,
  ]);
  sender?.close();
}

async function probeOnce(context: WorkerContext, sender: ProbeSender): Promise<void> {
  await askDueProbes(context, context.clock());
  await sendProbes(context, sender, context.clock());
  await watchProbes(context, context.clock());
}

/** By the server of outgoing mail. The demo has none: its probes go to its own listener and leave the machine as little as other mail. */
function probeSender({ env }: WorkerContext): ProbeSender | undefined {
  if (env.MAIL_URL) return openProbeSender(env.MAIL_URL, env.MAIL_FROM);
  return env.MOTTAK_MODE === 'demo' ? openProbeSender(`smtp://127.0.0.1:${env.SMTP_PORT}?ignoreTLS=true`, env.MAIL_FROM) : undefined;
}
