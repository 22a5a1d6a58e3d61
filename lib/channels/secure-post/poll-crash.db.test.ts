import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { openTestBox } from '@/lib/testing/secure-post-box';
import { useTestDatabase } from '@/lib/testing/test-database';
import type { Operation } from '@/simulators/altinn-correspondence/operations';
import { type AltinnSimulator, startAltinnSimulator } from '@/simulators/altinn-correspondence/start-altinn-simulator';
import type { AltinnClient } from './altinn-client';
import { watchCorrespondence } from './watch-correspondence';

const db = useTestDatabase();
type TestBox = Awaited<ReturnType<typeof openTestBox<AltinnSimulator>>>;
const opened: TestBox[] = [];
const MESSAGE = { title: 'Bekymringsmelding', body: 'Vi er bekymret for et barn.', isConfirmationNeeded: true };

async function open(): Promise<TestBox> {
  const box = await openTestBox(db(), startAltinnSimulator);
  opened.push(box);
  return box;
}

/** A box that was read before: the first poll of a box tells Altinn of everything, and would hide what a later one forgets. */
async function openUsed(): Promise<TestBox> {
  const box = await open();
  box.simulator.publish({ ...MESSAGE, isConfirmationNeeded: false });
  await box.poll();
  return box;
}

// Without a listener the job queue's own lost connection would end the process.
beforeAll(() => void db().jobs.on('error', () => undefined));

afterEach(async () => {
  for (const { simulator } of opened.splice(0)) await simulator.close();
});

/** A process that polls the box and is killed while Altinn does not answer it. */
async function killWhileCalling(box: TestBox, operation: Operation): Promise<void> {
  box.simulator.misbehave('hang', 1, operation);
  const calls = () => box.simulator.requests.filter((request) => request.operation === operation).length;
  const before = calls();
  const script = path.resolve('lib/testing/poll-once.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, db().url, box.simulator.url, box.simulator.token, box.municipality.id],
    { stdio: 'ignore' },
  );
  await vi.waitFor(() => expect(calls()).toBe(before + 1), { timeout: 25_000 });
  await kill(child);
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Polls until the server has noticed that the killed process is gone and let its lock go. */
async function pollUntil(box: TestBox, done: () => Promise<void>): Promise<void> {
  await vi.waitFor(
    async () => {
      await box.poll(0);
      await done();
    },
    { timeout: 10_000 },
  );
}

async function admin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('serverUrl') });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** Takes the database away under everybody who is connected, and gives it back. */
async function takeDatabaseAway(): Promise<void> {
  const name = new URL(db().url).pathname.slice(1);
  await admin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
}
async function giveDatabaseBack(): Promise<void> {
  await admin(`ALTER DATABASE ${new URL(db().url).pathname.slice(1)} ALLOW_CONNECTIONS true`);
}

describe('a reader that is killed', () => {
  it('between fetching a message and storing it loses nothing: the next poll takes the message although Altinn calls it fetched', async () => {
    const box = await openUsed();
    const id = box.simulator.publish(MESSAGE);
    await killWhileCalling(box, 'get');
    expect(box.simulator.state(id).statuses).toContain('Fetched');
    expect(await box.reports()).toHaveLength(1);
    await pollUntil(box, async () => expect(await box.reports()).toHaveLength(2));
    expect(box.simulator.state(id).statuses).toEqual(expect.arrayContaining(['Confirmed', 'Read']));
  }, 60_000);

  it('between storing and confirming leaves one report, and the next poll confirms it', async () => {
    const box = await openUsed();
    const id = box.simulator.publish(MESSAGE);
    await killWhileCalling(box, 'confirm');
    expect(await box.reports()).toHaveLength(2);
    expect(box.simulator.state(id).statuses).not.toContain('Read');
    await pollUntil(box, async () => expect(box.simulator.state(id).statuses).toContain('Read'));
    expect(await box.reports()).toHaveLength(2);
  }, 60_000);

  it('and whose cursor is lost as well tells Altinn of everything once more', async () => {
    const box = await open();
    const id = box.simulator.publish(MESSAGE);
    box.simulator.misbehave('fail', 1, 'confirm');
    await box.poll();
    await db().prisma.channel.updateMany({ where: { municipalityId: box.municipality.id }, data: { cursor: { nonsense: true } } });
    expect(await box.poll()).toMatchObject({ stored: 0, alreadyStored: 1, confirmed: 1 });
    expect(box.simulator.state(id).statuses).toContain('Confirmed');
    expect(await box.reports()).toHaveLength(1);
  });
});

describe('a database that goes away', () => {
  it('before the poll leaves Altinn untouched', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    await takeDatabaseAway();
    await expect(box.poll()).rejects.toThrow();
    await giveDatabaseBack();
    expect(box.simulator.requests).toEqual([]);
  });

  it('between the fetching and the commit leads to no confirmation, and all is taken when it is back', async () => {
    const box = await open();
    const ids = [1, 2, 3].map(() => box.simulator.publish(MESSAGE));
    const { client } = box.box;
    const get: AltinnClient['get'] = async (id, signal) => {
      const answer = await client.get(id, signal);
      await takeDatabaseAway();
      return answer;
    };
    await expect(box.poll(1, { client: { ...client, get } })).rejects.toThrow();
    await giveDatabaseBack();
    expect(box.simulator.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(await box.poll()).toMatchObject({ stored: 3, confirmed: 3, failed: 0 });
    for (const id of ids) expect(box.simulator.state(id).statuses).toContain('Confirmed');
  });
});

describe('watching a box', () => {
  it('goes on after a poll that failed, and stops when told to', async () => {
    const box = await open();
    box.simulator.misbehave('fail', 2, 'list');
    const watch = watchCorrespondence(box.box, 5);
    box.simulator.publish(MESSAGE);
    await vi.waitFor(async () => expect(await box.reports()).toHaveLength(1), { timeout: 10_000 });
    await watch.close();
    const calls = box.simulator.requests.length;
    box.simulator.publish(MESSAGE);
    expect(box.simulator.requests).toHaveLength(calls);
  });

  it('ends at once in the middle of a call that does not answer', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    box.simulator.misbehave('hang', 1, 'get');
    const watch = watchCorrespondence(box.box, 5);
    await vi.waitFor(() => expect(box.simulator.requests).toHaveLength(2));
    await watch.close();
    expect((await box.channel()).lastError).toBeNull();
    expect(await box.poll()).toMatchObject({ stored: 1 });
  });
});
