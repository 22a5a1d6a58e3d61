import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addSeconds } from 'date-fns';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '@/lib/clock';
import { parseEnv } from '@/lib/env';
import { startFiks } from '@/lib/jobs/handlers/start-fiks';
import { openFiksAccount } from '@/lib/testing/fiks-account';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { privatConcern } from '@/simulators/fiks-io/samples';
import { type FiksSimulator, startFiksSimulator } from '@/simulators/fiks-io/start-fiks-simulator';
import { type MaskinportenSimulator, startMaskinportenSimulator } from '@/simulators/maskinporten/start-maskinporten-simulator';
import { checkAccount } from './check-account';
import { createFiksIo } from './fiks-io';
import { tellDue } from './tell-sender';

const db = useTestDatabase();
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
let maskinporten: MaskinportenSimulator;
let simulator: FiksSimulator;
let box: Awaited<ReturnType<typeof openFiksAccount>>;
let folder: string;

beforeAll(async () => {
  maskinporten = await startMaskinportenSimulator({ publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString() });
  const isToken = async (token: string) => token === 'simulator-token' || maskinporten.isMaskinportenToken(token);
  simulator = await startFiksSimulator({ isToken });
  folder = mkdtempSync(path.join(tmpdir(), 'mottak-fiks-'));
}, 90_000);
afterAll(async () => {
  await simulator.close();
  await maskinporten.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  simulator.replies.length = 0;
  simulator.line.block(false);
  box = await openFiksAccount(db(), simulator, null);
});

const send = (concernId: string) => simulator.send({ concern: privatConcern(), concernId });
const answered = (count: number) => vi.waitFor(() => expect(simulator.replies).toHaveLength(count), { timeout: 20_000 });
const connected = () => vi.waitFor(() => expect(box.account.state.connected).toBe(true), { timeout: 10_000 });

describe('the connection to Fiks IO', () => {
  it('that is cut is made again, and what came meanwhile is taken', async () => {
    const stop = box.receive();
    await connected();
    const before = simulator.line.connections();
    simulator.line.block(true);
    simulator.line.cut();
    await vi.waitFor(() => expect(box.account.state).toMatchObject({ connected: false, problem: { code: 'unreachable' } }));
    await vi.waitFor(async () => expect((await box.channel()).lastError).toBe('Fiks IO cannot be read: Fiks IO could not be reached.'));
    await send('cut');
    expect(simulator.replies).toEqual([]);
    simulator.line.block(false);
    await answered(1);
    expect(simulator.line.connections()).toBeGreaterThan(before);
    await vi.waitFor(async () => expect((await box.channel()).lastError).toBeNull());
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
    await vi.waitFor(async () => expect(await simulator.queue()).toEqual({ ready: 0, consumers: 1 }), { timeout: 10_000 });
    await answered(1);
    await stop();
    expect(await simulator.queue()).toMatchObject({ ready: 0 });
    expect(await box.reports()).toHaveLength(1);
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
    await vi.waitFor(async () => expect((await box.channel()).lastError).toContain('refused the login'));
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
    await vi.waitFor(() => expect(box.account.state.problem?.code).toBe('login-refused'));
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
    await vi.waitFor(() => expect(simulator.calls()).toBe(calls + 1), { timeout: 40_000 });
    expect(await simulator.queue()).toEqual({ ready: 0, consumers: 1 });
    await kill(child);
    await vi.waitFor(async () => expect(await simulator.queue()).toEqual({ ready: 1, consumers: 0 }), { timeout: 10_000 });
    const stop = box.receive({ clock: systemClock });
    await vi.waitFor(async () => expect(await simulator.queue()).toEqual({ ready: 0, consumers: 1 }), { timeout: 10_000 });
    await stop();
    expect(await simulator.queue()).toMatchObject({ ready: 0 });
    // The killed one may still be telling it: its lease ends first.
    expect(await tellDue(box.account)).toBe(0);
    box.account.clock = () => addSeconds(systemClock(), 61);
    expect(await tellDue(box.account)).toBe(1);
    expect(simulator.replies).toMatchObject([{ answersTo: id, type: 'no.ks.fiks.bekymringsmelding.mottatt.v1' }]);
    expect(await box.reports()).toHaveLength(1);
  }, 90_000);

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

describe('the accounts that the environment names', () => {
  const settings = (slug: string) => {
    const file = (name: string, content: string) => {
      writeFileSync(path.join(folder, name), content);
      return path.join(folder, name);
    };
    return parseEnv({
      FIKS_ACCOUNT_IDS: simulator.accountId,
      FIKS_MUNICIPALITY: slug,
      FIKS_INTEGRATION_ID: simulator.integrationId,
      FIKS_INTEGRATION_PASSWORD: simulator.integrationPassword,
      FIKS_AMQP_URL: simulator.amqpUrl,
      FIKS_API_URL: simulator.apiUrl,
      SMIME_KEY_FILE: file('account.pem', simulator.account.key),
      MASKINPORTEN_ISSUER: maskinporten.issuer,
      MASKINPORTEN_CLIENT_ID: 'test-client',
      MASKINPORTEN_KEY_ID: 'test-key',
      MASKINPORTEN_KEY_FILE: file('client.pem', keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    });
  };

  it('are received from with a token of Maskinporten, in a channel of their own', async () => {
    const { municipality } = await createCast(db(), 'no');
    const part = await startFiks({ door: db().door, prisma: db().prisma, clock: systemClock, env: settings(municipality.slug) });
    await send('by-environment');
    await answered(1);
    await part.close();
    expect(maskinporten.grants).toMatchObject([{ scope: 'ks:fiks' }]);
    const where = { municipalityId: municipality.id, channel: { name: `fiks:${simulator.accountId}` } };
    expect(await db().prisma.report.findMany({ where })).toMatchObject([{ channelKind: 'secure_post' }]);
  });

  it('are refused with a code where the municipality or a setting is missing, and none starts nothing', async () => {
    const { municipality } = await createCast(db(), 'no');
    const start = (env: ReturnType<typeof parseEnv>) => startFiks({ door: db().door, prisma: db().prisma, clock: systemClock, env });
    await expect(start(settings('nowhere'))).rejects.toMatchObject({ code: 'unknown-municipality' });
    await expect(start({ ...settings(municipality.slug), FIKS_INTEGRATION_ID: undefined })).rejects.toMatchObject({ code: 'env-invalid' });
    await (await start({ ...settings('nowhere'), FIKS_ACCOUNT_IDS: undefined })).close();
  });
});

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
