import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { type Dovecot, startDovecot } from '@/lib/testing/dovecot';
import { sampleMail } from '@/lib/testing/sample-mail';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { pollMailbox } from './imap-reader';
import type { MailboxAccount } from './mailbox-account';
import { sealMailboxSecret } from './stored-mailboxes';
import { watchMailboxes } from './watch-mailboxes';

const db = useTestDatabase();
const now = new Date('2026-11-23T12:00:00Z');
const AUTH_SECRET = 's'.repeat(32);
let folder: string;
let authority: string;
const servers: Record<string, Dovecot> = {};

/** A certificate of our own authority for a name, or one of no days, which has ended when it is made. */
function certificate(name: string, host: string, days: number): { cert: string; key: string } {
  const [key, request, cert] = ['key', 'csr', 'pem'].map((kind) => path.join(folder, `${name}.${kind}`)) as [string, string, string];
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    request,
    '-subj',
    `/CN=${host}`,
    '-addext',
    `subjectAltName=${host.startsWith('127') ? 'IP' : 'DNS'}:${host}`,
  );
  const ca = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-copy_extensions', 'copy'];
  openssl('x509', '-req', '-in', request, ...ca, '-days', String(days), '-out', cert);
  return { cert, key };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mottak-tls-'));
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Authority', '-days', '3650'],
    { cwd: folder, stdio: 'pipe' },
  );
  authority = await readFile(path.join(folder, 'ca.pem'), 'utf8');
  servers.good = await startDovecot({ tls: certificate('good', '127.0.0.1', 3650) });
  servers.expired = await startDovecot({ tls: certificate('expired', '127.0.0.1', 0) });
  servers.other = await startDovecot({ tls: certificate('other', 'mail.elsewhere.example', 3650) });
  servers.plain = await startDovecot();
}, 60_000);

afterAll(async () => {
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function poll(server: keyof typeof servers, changes: Partial<MailboxAccount>) {
  const { municipality } = await createCast(db());
  const { port, tlsPort } = servers[server] as Dovecot;
  const security = changes.security ?? 'tls';
  const account: MailboxAccount = {
    host: '127.0.0.1',
    port: security === 'tls' ? tlsPort : port,
    security,
    user: 'somebody',
    signIn: { kind: 'password', password: 'secret' },
    authority,
    ...changes,
  };
  const result = await pollMailbox({ ...db(), clock: fixedClock(now), municipalityId: municipality.id, account, folder: 'INBOX' }).catch(
    (error: { code: string }) => error.code,
  );
  const { lastError } = await db().prisma.channel.findFirstOrThrow({ where: { municipalityId: municipality.id, kind: 'email' } });
  return { result, lastError };
}

describe('the line to a mailbox', () => {
  it('is encrypted from the first byte or by STARTTLS, with a certificate that is checked', async () => {
    expect((await poll('good', { security: 'tls' })).result).toMatchObject({ seen: 0 });
    expect((await poll('good', { security: 'starttls' })).result).toMatchObject({ seen: 0 });
  });

  it('an expired certificate, one for another name, and one of an unknown authority are told in plain words', async () => {
    for (const security of ['tls', 'starttls'] as const) {
      expect((await poll('expired', { security })).result).toBe('mailbox-certificate');
      expect((await poll('other', { security })).result).toBe('mailbox-certificate');
    }
    const { result, lastError } = await poll('good', { authority: undefined } as Partial<MailboxAccount>);
    expect(result).toBe('mailbox-certificate');
    expect(lastError).toBe('The certificate of the mail server is not valid: it may have expired or belong to another name.');
  });

  it('no password goes over an open line where STARTTLS is demanded and the server does not offer it', async () => {
    expect((await poll('plain', { security: 'starttls' })).result).toBe('mailbox-unreachable');
    expect((await poll('plain', { security: 'none' })).result).toMatchObject({ seen: 0 });
  });
});

describe('mailboxes in the database', () => {
  const add = async (municipalityId: string, name: string, changes: object = {}) => {
    const { port } = servers.plain as Dovecot;
    const secret = sealMailboxSecret({ password: 'secret' }, AUTH_SECRET);
    const data = {
      municipalityId,
      name,
      host: '127.0.0.1',
      port,
      security: 'none' as const,
      username: name,
      secret,
      folders: ['INBOX', '\\Junk'],
      createdAt: now,
    };
    return db().prisma.mailbox.create({ data: { ...data, ...changes } });
  };
  const put = async (user: string, mail: Buffer, place = 'INBOX') => {
    const { port } = servers.plain as Dovecot;
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user, pass: 'secret' }, logger: false });
    await client.connect();
    await client.append(place, mail);
    await client.logout();
  };

  it('are read side by side, each folder by itself; one that hangs or whose password is lost delays no other, and one switched off is left alone and holds nothing red', async () => {
    const { municipality } = await createCast(db());
    await put('first', sampleMail(1));
    await put('first', sampleMail(2), 'Spam');
    await put('second', sampleMail(3));
    await add(municipality.id, 'first');
    const second = await add(municipality.id, 'second');
    await add(municipality.id, 'lost', { secret: sealMailboxSecret({ password: 'secret' }, 'x'.repeat(32)) });
    await add(municipality.id, 'away', { port: 1 });
    const source = { ...db(), door: db().door, clock: fixedClock(now), authSecret: AUTH_SECRET };
    const watching = watchMailboxes(source, { pollSeconds: 600, retryMs: { first: 50, longest: 200 }, timeoutMs: 3000 });
    const count = () => db().prisma.report.count({ where: { municipalityId: municipality.id } });
    try {
      await watching.look();
      await expect.poll(count, { timeout: 10_000 }).toBe(3);
      const problems = () =>
        db().prisma.mailboxFolder.findMany({
          where: { municipalityId: municipality.id, problem: { not: null } },
          orderBy: [{ mailbox: 'asc' }, { folder: 'asc' }],
        });
      await expect
        .poll(async () => (await problems()).map(({ mailbox, problem }) => `${mailbox} ${problem}`), { timeout: 10_000 })
        .toEqual([
          'away@127.0.0.1 mailbox-unreachable',
          'away@127.0.0.1 mailbox-unreachable',
          'lost@127.0.0.1 mailbox-secret',
          'lost@127.0.0.1 mailbox-secret',
        ]);
      await db().prisma.mailbox.update({ where: { id: second.id }, data: { active: false } });
      await watching.look();
      await put('second', sampleMail(4));
      await put('first', sampleMail(5));
      await expect.poll(count, { timeout: 10_000 }).toBe(4);
      await db().prisma.mailbox.updateMany({
        where: { municipalityId: municipality.id, name: { in: ['lost', 'away'] } },
        data: { active: false },
      });
      await watching.look();
      expect(await problems()).toEqual([]);
      const { lastError } = await db().prisma.channel.findFirstOrThrow({ where: { municipalityId: municipality.id, kind: 'email' } });
      expect(lastError).toBeNull();
    } finally {
      await watching.close();
    }
  });
});
