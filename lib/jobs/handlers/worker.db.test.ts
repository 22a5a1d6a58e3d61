import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '@/lib/clock';
import { parseEnv } from '@/lib/env';
import { readHeartbeats } from '@/lib/health/heartbeat';
import { receiveReport } from '@/lib/intake/receive-report';
import { listCaughtMail } from '@/lib/notify/list-caught-mail';
import { openDatabaseProxy } from '@/lib/testing/database-proxy';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { closeWorker, openWorker } from './open-worker';
import { runLoops } from './run-loops';
import { runOnce } from './run-once';
import { startChannel } from './start-channel';
import { type ReadReport, workReadJobs } from './work-read-jobs';
import { workSendJobs } from './work-send-jobs';

const db = useTestDatabase();
const patience = { timeout: 40_000, interval: 50 };

/** Only marks the report: what a worker does around reading does not depend on what reading finds. */
const markRead: ReadReport = async ({ prisma }, id) => {
  const { subject } = await prisma.report.update({ where: { id }, data: { readStatus: 'read' } });
  if (subject === 'fails') throw new TypeError('failed');
  return 'read';
};

async function startWorker(url = db().url) {
  const stopping = new AbortController();
  const context = await openWorker(parseEnv({ DATABASE_URL: url }), 'worker', systemClock, stopping.signal);
  if (!context) throw new Error('The worker opens.');
  await workReadJobs(context, markRead);
  await workSendJobs(context);
  const loops = runLoops(context);
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopping.abort();
    stopped ??= loops.then(() => closeWorker(context, 3000));
    return stopped;
  };
  onTestFinished(stop);
  return { context, stop };
}

const receive = async (municipalityId: string, minutesAgo: number, subject = '') => {
  const now = systemClock();
  const receivedAt = new Date(now.getTime() - minutesAgo * 60_000);
  return (await receiveReport(db().door, makeIncoming(municipalityId, { receivedAt, subject }), now)).reportId;
};

const readStatus = async (id: string) => (await db().prisma.report.findUniqueOrThrow({ where: { id } })).readStatus;

describe('the worker', { timeout: 60_000 }, () => {
  it('reads what arrives, tells the duty officer and the supervisor of what nobody acknowledges, and beats', async () => {
    const { municipality, dutyOfficer, supervisor } = await createCast(db());
    const id = await receive(municipality.id, 33);
    const { stop } = await startWorker();
    await vi.waitFor(async () => {
      expect(await readStatus(id)).toBe('read');
      expect((await listCaughtMail(db().prisma)).map((mail) => mail.recipient).sort()).toEqual(
        expect.arrayContaining([dutyOfficer.email, supervisor.email]),
      );
    }, patience);
    await vi.waitFor(async () => {
      const [worker] = await readHeartbeats(db().prisma);
      expect(worker).toMatchObject({ name: 'worker', detail: { unread: 0, fired: 2, late: 2, sweepLagSeconds: 0 } });
    }, patience);
    const began = performance.now();
    await stop();
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('a report whose reading fails is tried again and does not hold up the others of its batch', async () => {
    const { municipality } = await createCast(db());
    const ids = [await receive(municipality.id, 0, 'fails'), await receive(municipality.id, 0), await receive(municipality.id, 0)];
    await startWorker();
    await vi.waitFor(async () => expect(await Promise.all(ids.map(readStatus))).toEqual(['read', 'read', 'read']), patience);
    const state = async () => {
      const { rows } = await db().pool.query(
        "SELECT state, output FROM pgboss.job WHERE name = 'read-report' AND data->>'reportId' = ANY($1) ORDER BY state",
        [ids],
      );
      return rows.map((row) => row.state);
    };
    await vi.waitFor(async () => expect(await state()).toEqual(['retry', 'completed', 'completed']), patience);
  });

  it('keeps running when its database is killed in the middle of its work, and goes on when it is back', async () => {
    const { municipality, supervisor } = await createCast(db());
    const proxy = await openDatabaseProxy(db().url);
    const { context } = await startWorker(proxy.url);
    onTestFinished(proxy.close);
    const takeOne = () =>
      receiveReport(context.door, makeIncoming(municipality.id), systemClock()).then(
        () => 'stored',
        (error) => error.code,
      );
    await vi.waitFor(async () => expect(await takeOne()).toBe('stored'), patience);
    const during = Array.from({ length: 20 }, takeOne);
    await during[0];
    await proxy.cut();
    expect(await Promise.all(during)).toContain('storage-unavailable');
    expect(await takeOne()).toBe('storage-unavailable');
    const id = await receive(municipality.id, 31);
    await proxy.restore();
    await vi.waitFor(
      async () => {
        expect(await takeOne()).toBe('stored');
        expect(await readStatus(id)).toBe('read');
        expect((await listCaughtMail(db().prisma, supervisor.email)).length).toBeGreaterThan(0);
      },
      { timeout: 40_000, interval: 200 },
    );
  });

  it('starts before its database and begins when it is there', async () => {
    const proxy = await openDatabaseProxy(db().url);
    await proxy.cut();
    let tried = 0;
    const nobody = createServer((socket) => {
      tried += 1;
      socket.destroy();
    }).listen(Number(new URL(proxy.url).port), '127.0.0.1');
    let opened = false;
    const opening = openWorker(parseEnv({ DATABASE_URL: proxy.url }), 'worker', systemClock, new AbortController().signal);
    void opening.then(() => {
      opened = true;
    });
    await vi.waitFor(() => expect(tried).toBeGreaterThan(0), patience);
    expect(opened).toBe(false);
    await new Promise((resolve) => nobody.close(resolve));
    await proxy.restore();
    const context = await opening;
    expect(await context?.prisma.municipality.count()).toBe(await db().prisma.municipality.count());
    if (context) await closeWorker(context, 1000);
    await proxy.close();
  });

  it('a channel that cannot start says so until it does, and stops no other', async () => {
    const { municipality } = await createCast(db());
    const { context } = await startWorker();
    const shown = async () =>
      (await db().prisma.channel.findFirstOrThrow({ where: { municipalityId: municipality.id, kind: 'email' } })).lastError;
    let taken = true;
    const starting = startChannel(context, 'email', 'the mail listener', async () => {
      if (taken) throw Object.assign(new Error('port'), { code: 'EADDRINUSE' });
      return { close: async () => undefined };
    });
    await vi.waitFor(async () => expect(await shown()).toBe('The worker could not start the mail listener (EADDRINUSE).'), patience);
    taken = false;
    await starting;
    expect(await shown()).toBeNull();
  });

  it('one pass at a given instant does all that is due then, and a second one finds nothing to do', async () => {
    const { municipality, dutyOfficer, supervisor } = await createCast(db());
    const id = (await receiveReport(db().door, makeIncoming(municipality.id), new Date('2026-11-02T10:00:00Z'))).reportId;
    await db().pool.query('UPDATE ladder SET next_step_at = NULL WHERE report_id <> $1', [id]);
    await db().pool.query('DELETE FROM caught_mail');
    const pass = async () => {
      const signal = new AbortController().signal;
      const context = await openWorker(parseEnv({ DATABASE_URL: db().url }), 'sender', () => new Date('2026-11-02T10:30:30Z'), signal);
      if (!context) throw new Error('The worker opens.');
      const counts = await runOnce(context, markRead);
      await closeWorker(context, 1000);
      return counts;
    };
    expect(await pass()).toMatchObject({ fired: 2, late: 1, failed: 0 });
    const told = async (address: string) =>
      (await listCaughtMail(db().prisma, address)).filter((mail) => !mail.subject.startsWith('Mottak ')).length;
    expect([await told(dutyOfficer.email), await told(supervisor.email)]).toEqual([2, 1]);
    expect(await pass()).toMatchObject({ read: 0, fired: 0, digests: 0, sent: 0, failed: 0 });
  });
});
