import { queueDeliveries } from '@/lib/channels/api/webhooks/queue-deliveries';
import { sendDeliveries } from '@/lib/channels/api/webhooks/send-deliveries';
import { sweep } from '@/lib/deadlines/sweep';
import { WORKER } from '@/lib/domain/heartbeat';
import { beat } from '@/lib/health/heartbeat';
import { workerLag } from '@/lib/health/worker-lag';
import { sendDueDigests } from '@/lib/notify/digest';
import { passOnStuckNotices } from '@/lib/notify/pass-on-stuck-notices';
import { repeat } from './repeat';
import { runProbeLoops } from './run-probe-loops';
import { runWatchLoops } from './run-watch-loops';
import type { WorkerContext } from './worker-context';

/** A step fires about this much after its instant at the worst; an idle sweep costs a few milliseconds. */
export const SWEEP_MS = 1000;
const PASS_ON_MS = 5000;
const DIGEST_MS = 30_000;
const BEAT_MS = 5000;
const WEBHOOK_MS = 5000;

/** Sweeps, passes on what reaches nobody, writes digests and beats until the context's signal ends it; each in a loop of its own, so that none waits for another. */
export async function runLoops(context: WorkerContext): Promise<void> {
  const startedAt = context.clock();
  const last: { sweptAt: Date | null } = { sweptAt: null };
  const { signal } = context;
  await Promise.all([
    repeat('sweep', SWEEP_MS, () => sweepOnce(context, last), signal),
    repeat('notices to pass on', PASS_ON_MS, () => passOnOnce(context), signal),
    repeat('digest', DIGEST_MS, () => digestOnce(context), signal),
    repeat('webhooks', WEBHOOK_MS, () => webhooksOnce(context), signal),
    repeat('heartbeat', BEAT_MS, () => beatOnce(context, startedAt, last), signal),
    runWatchLoops(context),
    runProbeLoops(context),
  ]);
}

async function sweepOnce(context: WorkerContext, last: { sweptAt: Date | null }): Promise<void> {
  const now = context.clock();
  const { fired, late, requeued, failed } = await sweep(context, now);
  const { counts } = context;
  counts.fired += fired;
  counts.late += late;
  counts.requeued += requeued;
  counts.failed += failed;
  last.sweptAt = now;
}

async function passOnOnce(context: WorkerContext): Promise<void> {
  context.counts.passedOn += await passOnStuckNotices(context, context.clock());
}

async function digestOnce(context: WorkerContext): Promise<void> {
  context.counts.digests += await sendDueDigests(context, context.clock());
}

async function webhooksOnce({ prisma, env, clock }: WorkerContext): Promise<void> {
  await queueDeliveries(prisma, clock());
  await sendDeliveries({ prisma, authSecret: env.AUTH_SECRET ?? '' }, clock());
}

async function beatOnce({ prisma, clock, counts }: WorkerContext, startedAt: Date, { sweptAt }: { sweptAt: Date | null }): Promise<void> {
  const now = clock();
  await beat(prisma, WORKER, now, startedAt, { ...counts, ...(await workerLag(prisma, now)), sweptAt: sweptAt?.toISOString() ?? null });
}
