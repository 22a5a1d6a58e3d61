import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { childEnv } from '@/lib/env';
import { receiveReport } from '@/lib/intake/receive-report';
import { listCaughtMail } from '@/lib/notify/list-caught-mail';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';

const db = useTestDatabase();

function startWorker(...args: string[]) {
  // Port 1 cannot be had: the worker must do the rest without its mail listener.
  const env = childEnv({ DATABASE_URL: db().url, SMTP_PORT: '1', SMTP_HOST: '203.0.113.1' });
  const child = spawn(process.execPath, ['--import', 'tsx', 'worker.ts', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null, output }));
  return { child, ended };
}

describe('the worker process', { timeout: 60_000 }, () => {
  it('--once --now does what is due at that instant, says what it did, and ends', async () => {
    const { municipality, dutyOfficer, supervisor, administrator } = await createCast(db());
    const { reportId } = await receiveReport(db().door, makeIncoming(municipality.id), new Date('2026-11-02T10:00:00Z'));
    const { code, output } = await startWorker('--once', '--now=2026-11-03T10:00:00Z').ended;
    expect({ code, ...JSON.parse(output) }).toMatchObject({ code: 0, read: 1, fired: 7, failed: 0 });
    const sent = await db().prisma.notice.findMany({ where: { reportId, status: 'sent' } });
    const told = (person: { id: string }) => sent.filter(({ recipientId }) => recipientId === person.id).length;
    expect([told(dutyOfficer), told(supervisor), told(administrator), sent.length]).toEqual([5, 4, 2, 11]);
    expect((await listCaughtMail(db().prisma, supervisor.email)).length).toBeGreaterThanOrEqual(2);
  });

  it('refuses --now without --once, and an instant that is none', async () => {
    const wrong = [['--now=2026-11-02T10:00:00Z'], ['--once', '--now=soon'], ['--twice']];
    const codes = await Promise.all(wrong.map(async (args) => (await startWorker(...args).ended).code));
    expect(codes).toEqual([78, 78, 78]);
  });

  it('beats without its mail listener, which says on the channel that it is closed, and stops on SIGTERM within five seconds', async () => {
    const { municipality } = await createCast(db());
    const { child, ended } = startWorker();
    await vi.waitFor(
      async () => {
        expect(await db().prisma.heartbeat.count({ where: { name: 'worker' } })).toBe(1);
        const channel = await db().prisma.channel.findFirstOrThrow({ where: { municipalityId: municipality.id, kind: 'email' } });
        expect(channel.lastError).toMatch(/^The worker could not start the mail listener \(/);
      },
      { timeout: 50_000, interval: 100 },
    );
    const began = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
