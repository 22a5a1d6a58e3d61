import { isAuditDue } from '@/lib/auditor/is-audit-due';
import { runAudit } from '@/lib/auditor/run-audit';
import { sendHeartbeat } from '@/lib/health/send-heartbeat';
import { tellAlarms } from '@/lib/health/tell-alarms';
import { watchMachine } from '@/lib/health/watch-machine';
import { repeat } from './repeat';
import { followUpOnce } from './work-follow-ups';
import type { WorkerContext } from './worker-context';

const AUDIT_LOOK_MS = 30_000;
const WATCH_MS = 30_000;
const FOLLOW_UP_MS = 60_000;
const TELL_MS = 10_000;
const HEARTBEAT_MS = 5 * 60_000;

/** Watches the other loops, each in a loop of its own: the auditor, the alarms and their telling, and the heartbeat to outside. */
export async function runWatchLoops(context: WorkerContext): Promise<void> {
  const { signal, env } = context;
  const url = env.HEARTBEAT_URL;
  const since = context.clock();
  await Promise.all([
    repeat('auditor', AUDIT_LOOK_MS, () => auditWhenDue(context, since), signal),
    repeat('alarms of the machine', WATCH_MS, () => watchMachine(context, context.clock()), signal),
    repeat('what follows reading', FOLLOW_UP_MS, () => followUpOnce(context), signal),
    repeat('telling of alarms', TELL_MS, async () => void (await tellAlarms(context, context.clock())), signal),
    url
      ? repeat('heartbeat to outside', HEARTBEAT_MS, async () => void (await sendHeartbeat(context, url, context.clock())), signal)
      : undefined,
  ]);
}

async function auditWhenDue(context: WorkerContext, since: Date): Promise<void> {
  const budgetMs = context.env.AUDIT_BUDGET_SECONDS * 1000;
  const now = context.clock();
  if (await isAuditDue(context.prisma, budgetMs, since, now)) await runAudit(context, { municipalityId: null, budgetMs }, now);
}
