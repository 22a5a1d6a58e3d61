import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { addSeconds } from 'date-fns';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '@/lib/clock';
import { openFiksAccount } from '@/lib/testing/fiks-account';
import { useTestDatabase } from '@/lib/testing/test-database';
import { privatConcern } from '@/simulators/fiks-io/samples';
import { type FiksSimulator, startFiksSimulator } from '@/simulators/fiks-io/start-fiks-simulator';
import { checkAccount } from './check-account';
import { createFiksIo } from './fiks-io';
import { tellDue } from './tell-sender';

const db = useTestDatabase();
const soon = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 20_000 });
let simulator: FiksSimulator;
let box: Awaited<ReturnType<typeof openFiksAccount>>;

beforeAll(async () => {
  simulator = await startFiksSimulator();
}, 90_000);
afterAll(() => simulator.close());
afterEach(() => box.stop());
beforeEach(async () => {
  simulator.replies.length = 0;
  simulator.line.block(false);
  box = await openFiksAccount(db(), simulator, null);
});

const send = (concernId: string) => simulator.send({ concern: privatConcern(), concernId });
const answered = (count: number) => soon(() => expect(simulator.replies).toHaveLength(count));
const connected = () => soon(() => expect(box.account.state.connected).toBe(true));

describe('the connection to Fiks IO', () => {
  it('that is cut is made again, and what came meanwhile is taken', async () => {
    const stop = box.receive();
    await connected();
    const before = simulator.line.connections();
    simulator.line.block(true);
    simulator.line.cut();
    await soon(() => expect(box.account.state).toMatchObject({ connected: false, problem: { code: 'unreachable' } }));
    await soon(async () => expect((await box.channel()).lastError).toBe('Fiks IO cannot be read: Fiks IO could not be reached.'));
    await send('cut');
    expect(simulator.replies).toEqual([]);
    simulator.line.block(false);
    await answered(1);
    expect(simulator.line.connections()).toBeGreaterThan(before);
    await soon(async () => expect((await box.channel()).lastError).toBeNull());
    await stop();
  });

  it('that is cut between storing and taking leads to one report and one reply', async () => {
    const reply = box.account.transport.reply;
    const transport = {
      ...box.account.transport,
      reply: async (told: Parameters<typeof reply>[0]) => reply(told).finally(() => simulator.line.cut()),
    };
    const stop = box.receive({ transport });
    await send('cut-before-ack');
    // Taken, and taken again: every passing of the door is told.
    await soon(() => expect(db().changes.filter((id) => id === box.municipality.id)).toHaveLength(2));
    await stop();
    expect(await simulator.queue()).toMatchObject({ ready: 0 });
    expect(await box.reports()).toHaveLength(1);
    expect(simulator.replies).toHaveLength(1);
  });

  it('is checked only while it stands and nothing waits', async () => {
    await checkAccount(box.account);
    expect((await box.channel()).lastCheckedAt).toBeNull();
    const stop = box.receive();
    await connected();
    await checkAccount(box.account);
    expect((await box.channel()).lastCheckedAt).toEqual(box.account.clock());
    await stop();
  });

  it('with a token that is refused says on the channel what to check', async () => {
    const tokens = { token: async () => 'another', forget: () => undefined };
    const transport = createFiksIo({ ...simulator, tokens, signing: null, clock: box.account.clock });
    const stop = box.receive({ transport });
    await soon(async () => expect((await box.channel()).lastError).toContain('refused the login'));
    await stop();
    await expect(transport.reply({ id: 'a', kind: 'mottatt', toAccount: 'b', answersTo: 'c', file: null })).rejects.toMatchObject({
      status: 401,
    });
  });

  it('to an account that is not there or not ours says so', async () => {
    const transport = createFiksIo({
      ...simulator,
      accountId: 'another',
      tokens: { token: async () => simulator.token, forget: () => undefined },
      signing: null,
      clock: box.account.clock,
    });
    const stop = box.receive({ transport });
    await soon(() => expect(box.account.state.problem?.code).toBe('login-refused'));
    await stop();
  });

  it('may not be used for sending: Fiks IO takes replies over HTTPS only', async () => {
    const { connect } = await import('amqplib');
    const { hostname, port } = new URL(simulator.amqpUrl);
    const login = { username: simulator.integrationId, password: `${simulator.integrationPassword} ${simulator.token}` };
    const connection = await connect({ hostname, port: Number(port), ...login });
    connection.on('error', () => undefined);
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => undefined);
    channel.sendToQueue(`fiksio.konto.${simulator.accountId}`, Buffer.from('x'));
    await expect(channel.waitForConfirms()).rejects.toThrow();
    await connection.close();
  });
});

describe('a receiver that is killed', () => {
  it('between storing and taking leaves one report, and the next one takes the message and tells its sender', async () => {
    simulator.misbehave('hang');
    const calls = simulator.calls();
    const id = await send('killed');
    const { line: _line, replies: _replies, ...told } = simulator;
    const args = ['--import', 'tsx', path.resolve('lib/testing/receive-fiks.ts'), db().url, box.municipality.id, JSON.stringify(told)];
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    // A process of its own takes its time on a busy machine.
    await vi.waitFor(() => expect(simulator.calls()).toBe(calls + 1), { timeout: 60_000 });
    expect(await simulator.queue()).toEqual({ ready: 0, consumers: 1 });
    await kill(child);
    await soon(async () => expect(await simulator.queue()).toEqual({ ready: 1, consumers: 0 }));
    const stop = box.receive({ clock: systemClock });
    await soon(() => expect(db().changes).toContain(box.municipality.id));
    await stop();
    expect(await simulator.queue()).toMatchObject({ ready: 0 });
    // The killed one may still be telling it: its lease ends first.
    expect(await tellDue(box.account)).toBe(0);
    box.account.clock = () => addSeconds(systemClock(), 61);
    expect(await tellDue(box.account)).toBe(1);
    expect(simulator.replies).toMatchObject([{ answersTo: id, type: 'no.ks.fiks.bekymringsmelding.mottatt.v1' }]);
    expect(await box.reports()).toHaveLength(1);
  }, 120_000);

  it('before it wrote down what is to be told does so when the message comes again', async () => {
    const sending = { concern: privatConcern(), concernId: 'no-row', meldingId: 'no-row' };
    const stop = box.receive();
    await simulator.send(sending);
    await answered(1);
    await db().prisma.fiksMessage.deleteMany({ where: { meldingId: 'no-row' } });
    await simulator.send(sending);
    await answered(2);
    await stop();
    expect(await box.reports()).toMatchObject([{ fiksMessages: [{ meldingId: 'no-row', toldAt: expect.any(Date) }] }]);
  });
});

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
