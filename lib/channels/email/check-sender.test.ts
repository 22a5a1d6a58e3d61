import { generateKeyPairSync } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import nodemailer from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import { type NameServer, startNameServer } from '@/lib/testing/name-server';
import { checkSender } from './check-sender';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const RECORDS = {
  'skole.example': 'v=spf1 ip4:203.0.113.7 -all',
  'k1._domainkey.skole.example': `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`,
  '_dmarc.skole.example': 'v=DMARC1; p=reject',
};
const FROM = 'leder@skole.example';
const open: NameServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function names() {
  const server = await startNameServer(RECORDS);
  open.push(server);
  const resolver = new Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([server.address]);
  return { server, resolve: (name: string, type: string) => resolver.resolve(name, type) as Promise<string[]> };
}

/** A mail as its sender's server signs it. */
async function signedMail(): Promise<Buffer> {
  const dkim = { domainName: 'skole.example', keySelector: 'k1', privateKey };
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows', dkim });
  const mail = { from: FROM, to: 'underretning@lindevang.example', subject: 'Bekymring', text: 'Vi er bekymrede for et barn.' };
  return (await transport.sendMail(mail)).message as Buffer;
}

const fromOutside = { client: '203.0.113.7', helo: 'mail.skole.example', from: FROM };
const own = (method: string, result: string) => ({ method, result, domain: 'skole.example', by: null });

describe('the sender of a mail', () => {
  it('is confirmed by SPF, its signature and DMARC', async () => {
    expect(await checkSender(await signedMail(), fromOutside, (await names()).resolve)).toEqual([
      own('spf', 'pass'),
      own('dkim', 'pass'),
      own('dmarc', 'pass'),
    ]);
  });

  it('is not confirmed where another server sends it and somebody has changed the text', async () => {
    const forged = Buffer.from((await signedMail()).toString().replace('bekymrede', 'glade'));
    expect(await checkSender(forged, { ...fromOutside, client: '198.51.100.1' }, (await names()).resolve)).toEqual([
      own('spf', 'fail'),
      own('dkim', 'fail'),
      own('dmarc', 'fail'),
    ]);
  });

  it('handed on by a server inside, or read from a mailbox, only the signature is looked at, and what that server states is given', async () => {
    const stated =
      'Received: from x by mx.lindevang.example; Mon, 23 Nov 2026 12:00:00 +0100\r\n' +
      'Authentication-Results: mx.lindevang.example 1;\r\n spf=softfail (a comment; with a sign) smtp.mailfrom=leder@Skole.example;\r\n dmarc=pass header.from=skole.example\r\n' +
      'Received: from y by x; Mon, 23 Nov 2026 12:00:00 +0100\r\n' +
      'Authentication-Results: anybody.example; dmarc=pass header.from=forged.example\r\n';
    const raw = Buffer.concat([Buffer.from(stated), await signedMail()]);
    const by = 'mx.lindevang.example';
    for (const client of ['10.1.2.3', '::ffff:10.1.2.3', 'fd00::1', undefined])
      expect(await checkSender(raw, { ...fromOutside, client }, (await names()).resolve)).toEqual([
        own('dkim', 'pass'),
        { method: 'spf', result: 'softfail', domain: 'skole.example', by },
        { method: 'dmarc', result: 'pass', domain: 'skole.example', by },
      ]);
  });

  it('is "could not be looked up" while name servers are silent, and "none" where nothing is set up', async () => {
    const { server, resolve } = await names();
    server.silence();
    const results = (await checkSender(await signedMail(), fromOutside, resolve)).map(({ method, result }) => `${method} ${result}`);
    expect(results).toEqual(['spf temperror', 'dkim temperror', 'dmarc temperror']);
    const plain = Buffer.from('From: a@elsewhere.example\r\n\r\nA text.\r\n');
    const nothing = await checkSender(plain, { ...fromOutside, from: 'a@elsewhere.example' }, (await names()).resolve);
    expect(nothing.map(({ method, result }) => `${method} ${result}`)).toEqual(['spf none', 'dkim none', 'dmarc none']);
  });

  it('whatever the bytes are, it answers', async () => {
    const { resolve } = await names();
    for (const raw of [
      '',
      '\0\0',
      'DKIM-Signature: v=1; a=rsa-sha256; d=;;; b=\r\n\r\n',
      'Authentication-Results:\r\nReceived: x\r\n\r\n',
      'From: <',
    ])
      expect(Array.isArray(await checkSender(Buffer.from(raw), fromOutside, resolve))).toBe(true);
  });
});
