import { generateKeyPairSync } from 'node:crypto';
import { addSeconds } from 'date-fns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MaskinportenSimulator, startMaskinportenSimulator } from '@/simulators/maskinporten/start-maskinporten-simulator';
import { altinnTokens } from './altinn-token';
import type { TokenSource } from './keep-token';

function makeKeys(): { publicKey: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const keys = makeKeys();
let now = new Date('2026-11-02T10:00:00Z');
let simulator: MaskinportenSimulator;
let tokens: TokenSource;

function sourceWith(changes: { clientId?: string; privateKey?: string; keyId?: string; systemUserOrg?: string } = {}): TokenSource {
  const { systemUserOrg = '000000001', ...client } = changes;
  const { issuer } = simulator;
  return altinnTokens({
    client: { issuer, clientId: 'test-client', keyId: 'test-key', privateKey: keys.privateKey, ...client },
    altinnUrl: `${simulator.origin}/correspondence/api/v1/correspondence`,
    systemUserOrg,
    clock: () => now,
  });
}

beforeEach(async () => {
  now = new Date('2026-11-02T10:00:00Z');
  simulator = await startMaskinportenSimulator({ publicKey: keys.publicKey, now: () => now });
  tokens = sourceWith();
});
afterEach(() => simulator.close());

describe('tokens for Altinn', () => {
  it('are asked for with a signed grant for the reading of correspondence as the system user of the municipality, and exchanged at Altinn', async () => {
    expect(await simulator.isAltinnToken(await tokens.token())).toBe(true);
    expect(simulator.grants).toEqual([
      expect.objectContaining({
        iss: 'test-client',
        aud: simulator.issuer,
        scope: 'altinn:correspondence.read',
        authorization_details: [
          { type: 'urn:altinn:systemuser', systemuser_org: { authority: 'iso6523-actorid-upis', ID: '0192:000000001' } },
        ],
      }),
    ]);
  });

  it('are kept until shortly before they expire, and then renewed with a grant of its own', async () => {
    const first = await tokens.token();
    now = addSeconds(now, 1800 - 31);
    expect(await tokens.token()).toBe(first);
    now = addSeconds(now, 2);
    const second = await tokens.token();
    expect(second).not.toBe(first);
    expect(simulator.grants).toHaveLength(2);
  });

  it('are asked for once when many callers come together', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => tokens.token()));
    expect(new Set(all).size).toBe(1);
    expect(simulator.grants).toHaveLength(1);
  });

  it('are asked for again when one was refused before its time', async () => {
    const first = await tokens.token();
    tokens.forget('another token');
    expect(await tokens.token()).toBe(first);
    tokens.forget(first);
    await tokens.token();
    expect(simulator.grants).toHaveLength(2);
  });

  it('are had at the next try after a failure, which says what failed', async () => {
    simulator.misbehave('fail');
    await expect(tokens.token()).rejects.toMatchObject({ code: 'maskinporten-failed', reason: 'HTTP 500' });
    simulator.misbehave('too-many');
    await expect(tokens.token()).rejects.toMatchObject({ code: 'maskinporten-failed', reason: 'HTTP 429' });
    simulator.misbehave('page');
    await expect(tokens.token()).rejects.toMatchObject({ code: 'maskinporten-failed' });
    simulator.misbehave('refuse');
    await expect(tokens.token()).rejects.toMatchObject({ code: 'maskinporten-refused', reason: 'invalid_grant' });
    simulator.misbehave('page', 1, 'exchange');
    await expect(tokens.token()).rejects.toMatchObject({ code: 'exchange-failed' });
    simulator.misbehave('refuse', 1, 'exchange');
    await expect(tokens.token()).rejects.toMatchObject({ code: 'exchange-refused' });
    expect(await simulator.isAltinnToken(await tokens.token())).toBe(true);
  });

  it('are refused to a wrong key, a wrong client and a municipality without a system user, and the reason is told', async () => {
    const { privateKey } = makeKeys();
    await expect(sourceWith({ privateKey }).token()).rejects.toMatchObject({ reason: 'invalid_grant' });
    await expect(sourceWith({ keyId: 'old-key' }).token()).rejects.toMatchObject({ reason: 'invalid_grant' });
    await expect(sourceWith({ clientId: 'other' }).token()).rejects.toMatchObject({ reason: 'invalid_client' });
    await expect(sourceWith({ systemUserOrg: '000000002' }).token()).rejects.toMatchObject({ reason: 'invalid_authorization_details' });
    await expect(sourceWith({ privateKey: 'no key' }).token()).rejects.toMatchObject({ code: 'key-unusable' });
  });
});
