import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '@/lib/clock';
import { readReport } from '@/lib/intake/read-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { samples } from '@/simulators/altinn-correspondence/samples';
import { type AltinnSimulator, startAltinnSimulator } from '@/simulators/altinn-correspondence/start-altinn-simulator';
import { startMaskinportenSimulator } from '@/simulators/maskinporten/start-maskinporten-simulator';
import { startSecurePost } from './start-secure-post';

const db = useTestDatabase();
let simulator: AltinnSimulator;
beforeAll(async () => {
  simulator = await startAltinnSimulator({ resourceId: 'new-resource' });
});
afterAll(() => simulator.close());

const settings = (slug: string) => ({
  ALTINN_URL: simulator.url,
  ALTINN_TOKEN: simulator.token,
  ALTINN_RESOURCE_IDS: 'new-resource',
  ALTINN_MUNICIPALITY: slug,
  ALTINN_POLL_SECONDS: 1,
});

describe('the boxes that the environment names', () => {
  it('are watched in channels of their own, and what lies there is stored, confirmed and read', async () => {
    const { municipality } = await createCast(db(), 'no');
    const ids = samples().map((sample) => simulator.publish(sample));
    const parts = { door: db().door, prisma: db().prisma, clock: systemClock };
    const watch = await startSecurePost({ ...parts, env: settings(municipality.slug) });
    await vi.waitFor(() => expect(ids.every((id) => simulator.state(id).statuses.includes('Read'))).toBe(true), { timeout: 20_000 });
    await watch.close();
    const where = { municipalityId: municipality.id, channel: { name: 'altinn:new-resource' } };
    const stored = await db().prisma.report.findMany({ where });
    expect(stored).toHaveLength(3);
    for (const { id } of stored) await readReport({ prisma: db().prisma, notifyChange: () => undefined }, id, systemClock());
    const reports = await db().prisma.report.findMany({ where, include: { attachments: true }, orderBy: { subject: 'asc' } });
    const seen = reports.map(({ subject, readStatus, flags, attachments }) => [subject, readStatus, flags, attachments.length]);
    expect(seen).toEqual([
      ['Bekymring for elev på 7. trinn', 'read', ['confidential'], 0],
      ['Bekymringsmelding etter politioppdrag', 'read', ['confidential'], 2],
      ['Melding til barnevernet frå barneavdelinga', 'read', ['confidential'], 2],
    ]);
    expect(reports[2]?.notifier).toMatchObject({ kind: 'professional', organisation: 'Vestdal sjukehus, barneavdelinga (000000102)' });
    expect(reports[2]?.text).toContain('callus sjuande ribbein');
  });

  it('a municipality that is not there is refused with a code, and without an address nothing starts', async () => {
    const parts = { door: db().door, prisma: db().prisma, clock: systemClock };
    await expect(startSecurePost({ ...parts, env: settings('nowhere') })).rejects.toMatchObject({ code: 'unknown-municipality' });
    await (await startSecurePost({ ...parts, env: { ...settings('nowhere'), ALTINN_URL: undefined } })).close();
  });

  it('are read with tokens of Maskinporten, renewed when Altinn refuses one, and a key that is refused is told on the channel', async () => {
    const { municipality } = await createCast(db(), 'no');
    const folder = mkdtempSync(path.join(tmpdir(), 'mottak-key-'));
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(path.join(folder, 'key.pem'), keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const maskinporten = await startMaskinportenSimulator({ publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString() });
    const altinn = await startAltinnSimulator({ resourceId: 'by-token', tokens: maskinporten });
    const env = {
      ...settings(municipality.slug),
      ALTINN_URL: altinn.url,
      ALTINN_TOKEN: undefined,
      ALTINN_RESOURCE_IDS: 'by-token',
      MASKINPORTEN_ISSUER: maskinporten.issuer,
      MASKINPORTEN_CLIENT_ID: 'test-client',
      MASKINPORTEN_KEY_ID: 'test-key',
      MASKINPORTEN_KEY_FILE: path.join(folder, 'key.pem'),
      MASKINPORTEN_SYSTEM_USER_ORG: '000000001',
    };
    const parts = { door: db().door, prisma: db().prisma, clock: systemClock };
    const where = { municipalityId: municipality.id, name: 'altinn:by-token' };
    const lastError = async () => (await db().prisma.channel.findFirstOrThrow({ where })).lastError;
    maskinporten.misbehave('refuse', 1);
    const watch = await startSecurePost({ ...parts, env });
    await vi.waitFor(async () => expect(await lastError()).toContain('Maskinporten refused to give a token'), { timeout: 20_000 });
    expect(await lastError()).toContain('(invalid_grant)');
    const id = altinn.publish({ title: 'Bekymringsmelding', body: 'Vi er bekymret.' });
    await vi.waitFor(() => expect(altinn.state(id).statuses).toContain('Read'), { timeout: 20_000 });
    const grants = maskinporten.grants.length;
    altinn.misbehave('expired', 1, 'list');
    await vi.waitFor(() => expect(maskinporten.grants).toHaveLength(grants + 1), { timeout: 20_000 });
    await vi.waitFor(async () => expect(await lastError()).toBeNull(), { timeout: 20_000 });
    await watch.close();
    await Promise.all([altinn.close(), maskinporten.close()]);
    rmSync(folder, { recursive: true });
  });
});
