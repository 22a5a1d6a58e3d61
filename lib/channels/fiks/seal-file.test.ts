import { describe, expect, it } from 'vitest';
import { makeKeyPair, openSigned } from '@/simulators/fiks-io/certificate';
import { sealFile } from './seal-file';

const now = new Date('2026-11-10T09:20:00Z');
const file = { name: 'feilmelding.json', content: new Uint8Array(Buffer.from('{"melding":"Ødelagt & borte"}')) };

describe('a reply with a body', () => {
  it('is signed by us and encrypted for its receiver, as OpenSSL checks it', async () => {
    const [ours, theirs] = [makeKeyPair('ours'), makeKeyPair('theirs')];
    const sealed = await sealFile(file, ours, theirs.certificate, now);
    expect(openSigned(theirs, sealed)).toEqual({ name: 'feilmelding.json', content: '{"melding":"Ødelagt & borte"}' });
    expect(() => openSigned(ours, sealed)).toThrow();
  });

  it('is not made with a certificate or for a key that is none', async () => {
    const pair = makeKeyPair('ours');
    await expect(sealFile(file, { ...pair, key: 'no key' }, pair.certificate, now)).rejects.toMatchObject({ code: 'certificate-unusable' });
    await expect(sealFile(file, pair, 'no certificate', now)).rejects.toMatchObject({ code: 'no-recipient-key' });
  });
});
