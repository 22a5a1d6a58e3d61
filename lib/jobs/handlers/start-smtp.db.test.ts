import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSmtpListener } from '@/lib/channels/email/smtp-listener';
import { fixedClock } from '@/lib/clock';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { renew } from './start-smtp';

const db = useTestDatabase();
const now = new Date('2026-11-23T12:00:00Z');
let folder = '';
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mottak-smtp-tls-'));
  for (const name of ['first', 'second']) makeCertificate(name);
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});
afterAll(() => rm(folder, { recursive: true }));

function makeCertificate(name: string): void {
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '3650'];
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.pem`, ...subject];
  execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
}

const file = (name: string) => path.join(folder, name);

async function listener() {
  const { municipality } = await createCast(db());
  const files = { cert: file(`${municipality.slug}.pem`), key: file(`${municipality.slug}.key`) };
  const started = await startSmtpListener({ door: db().door, prisma: db().prisma, clock: fixedClock(now), port: 0 });
  open.push(started);
  const install = async (name: string) => {
    await copyFile(file(`${name}.pem`), files.cert);
    await copyFile(file(`${name}.key`), files.key);
  };
  const look = () => renew({ prisma: db().prisma, clock: fixedClock(now) }, started, files);
  const send = async (trusted: string | null, text: string) => {
    const tls = trusted ? { requireTLS: true, tls: { ca: await readFile(file(`${trusted}.pem`)) } } : { ignoreTLS: true };
    const transport = createTransport({ host: '127.0.0.1', port: started.port, ...tls });
    open.push(transport);
    const to = municipality.mailAddresses[0] as string;
    return transport.sendMail({ envelope: { from: 'a@b.example', to }, raw: `To: ${to}\r\n\r\n${text}` }).then(
      ({ response }) => response,
      (error: { code?: string }) => error.code,
    );
  };
  const channel = () => db().prisma.channel.findFirst({ where: { municipalityId: municipality.id, kind: 'email' } });
  const tlsOfArrivals = async () =>
    (await db().prisma.arrival.findMany({ where: { municipalityId: municipality.id }, orderBy: { storedAt: 'asc' } })).map(
      ({ envelope }) => (envelope as { tls?: unknown }).tls,
    );
  return { install, look, send, channel, tlsOfArrivals, files };
}

describe('STARTTLS of the SMTP listener', () => {
  it('is offered with the certificate that lies there, and with the next one when it was renewed', async () => {
    const { install, look, send, tlsOfArrivals } = await listener();
    await install('first');
    await look();
    expect(await send('first', 'one')).toMatch(/^250 /);
    await install('second');
    await look();
    expect(await send('first', 'two')).toMatch(/^E/);
    expect(await send('second', 'two')).toMatch(/^250 /);
    expect(await tlsOfArrivals()).toEqual([true, true]);
  });

  it('a certificate that cannot be used is told on the channel, and mail is still taken', async () => {
    const { install, look, send, channel, files } = await listener();
    await look();
    expect(await channel()).toMatchObject({ lastError: expect.stringContaining('ENOENT'), lastErrorAt: now });
    expect(await send(null, 'in plain')).toMatch(/^250 /);
    await install('first');
    await writeFile(files.key, await readFile(file('second.key')));
    await look();
    expect((await channel())?.lastError).toContain('KEY_VALUES_MISMATCH');
    await install('first');
    await look();
    expect((await channel())?.lastError).toBeNull();
    expect(await send('first', 'with TLS')).toMatch(/^250 /);
  });
});
