import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8 } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '@/lib/clock';
import { parseEnv } from '@/lib/env';
import { startFiks } from '@/lib/jobs/handlers/start-fiks';
import { openFiksAccount } from '@/lib/testing/fiks-account';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { privatConcern } from '@/simulators/fiks-io/samples';
import { type FiksSimulator, startFiksSimulator } from '@/simulators/fiks-io/start-fiks-simulator';
import { type MaskinportenSimulator, startMaskinportenSimulator } from '@/simulators/maskinporten/start-maskinporten-simulator';
import { checkAccount } from './check-account';
import { tellDue } from './tell-sender';

const db = useTestDatabase();
const soon = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 20_000 });
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
  box = await openFiksAccount(db(), simulator, null);
});
afterEach(() => box.stop());

const answered = (count: number) => soon(() => expect(simulator.replies).toHaveLength(count));

/** Receives until so many replies came, and ends. */
async function receive(replies: number): Promise<void> {
  const stop = box.receive();
  await answered(replies);
  await stop();
}

describe('a reply that Fiks does not take', () => {
  it.each(['fail', 'refuse'] as const)('(%s) is tried again until it holds, and the channel says so meanwhile', async (kind) => {
    simulator.misbehave(kind, 2);
    const id = await simulator.send({ concern: privatConcern(), concernId: kind });
    const stop = box.receive();
    await soon(async () => expect((await box.reports())[0]?.fiksMessages[0]?.lastError).toBeTruthy());
    await stop();
    expect(await simulator.queue()).toMatchObject({ ready: 0 });
    box.move(61);
    await checkAccount(box.account);
    expect((await box.channel()).lastError).toMatch(/^1 message stored, but Fiks could not be told: .*reply/);
    expect(await tellDue(box.account)).toBe(0);
    box.move(60);
    expect(await tellDue(box.account)).toBe(1);
    expect(await tellDue(box.account)).toBe(0);
    expect(simulator.replies).toMatchObject([{ answersTo: id, type: 'no.ks.fiks.bekymringsmelding.mottatt.v1' }]);
    await checkAccount(box.account);
    expect((await box.channel()).lastError).toBeNull();
  });

  it('although it took it is sent again under the same id, so that the sender can tell', async () => {
    simulator.misbehave('take-and-fail');
    await simulator.send({ concern: privatConcern(), concernId: 'take-and-fail' });
    await receive(1);
    box.move(60);
    await tellDue(box.account);
    expect(simulator.replies).toHaveLength(2);
    expect(new Set(simulator.replies.map(({ clientId }) => clientId)).size).toBe(1);
  });

  it('for want of a certificate waits, and the channel says what to set', async () => {
    await simulator.send({ body: strToU8('noe') });
    const stop = box.receive();
    await soon(async () => expect((await box.reports())[0]?.fiksMessages[0]?.lastError).toBe('no-certificate'));
    await stop();
    box.move(61);
    await checkAccount(box.account);
    expect((await box.channel()).lastError).toContain('FIKS_CERTIFICATE_FILE');
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
    await simulator.send({ concern: privatConcern(), concernId: 'by-environment' });
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
