import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { type Dovecot, startDovecot } from '@/lib/testing/dovecot';
import { startOidcProvider } from '@/lib/testing/oidc-provider';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { accessTokens } from './access-tokens';
import { pollMailbox } from './imap-reader';

const db = useTestDatabase();
const now = new Date('2026-11-23T12:00:00Z');
const client = { id: 'mail-reader', secret: 'a-secret-of-this-test-only', redirect: 'http://127.0.0.1/none' };
let folder: string;
let dovecot: Dovecot;
let provider: Awaited<ReturnType<typeof startOidcProvider>>;

/** A mail server that takes no password but asks a real OAuth 2 server about each token (RFC 7662). */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mottak-oauth-'));
  provider = await startOidcProvider(await freePort(), client);
  const config = path.join(folder, 'oauth2.conf.ext');
  const asks = provider.issuer.replace('http://', `http://${client.id}:${client.secret}@`);
  await writeFile(
    config,
    `introspection_mode = post\nintrospection_url = ${asks}/token/introspection\nusername_attribute = client_id\nactive_attribute = active\nactive_value = true\n`,
  );
  const lines = `auth_mechanisms = plain xoauth2 oauthbearer\npassdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${config}\n}`;
  dovecot = await startDovecot({ lines });
});

afterAll(async () => {
  await dovecot.stop();
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

async function poll(changes: { clientSecret?: string; user?: string; tokenUrl?: string } = {}) {
  const { municipality } = await createCast(db());
  const { clientSecret = client.secret, user = client.id, tokenUrl = `${provider.issuer}/token` } = changes;
  const tokens = accessTokens({ tokenUrl, clientId: client.id, clientSecret }, fixedClock(now));
  const account = { host: '127.0.0.1', port: dovecot.port, security: 'none', user, signIn: { kind: 'oauth2', tokens } } as const;
  const source = { ...db(), clock: fixedClock(now), municipalityId: municipality.id, account, folder: 'INBOX' };
  return pollMailbox(source).catch((error: { code: string }) => error.code);
}

describe('a mailbox that is opened with OAuth 2', () => {
  it('is read with a token that a real authorization server gave and the mail server checked', async () => {
    expect(await poll()).toMatchObject({ seen: 0, failed: 0 });
  });

  it('a token for somebody else is refused by the mail server, and one that is not given is told apart from that', async () => {
    expect(await poll({ user: 'somebody-else' })).toBe('mailbox-refused');
    expect(await poll({ clientSecret: 'another' })).toBe('mailbox-token');
    expect(await poll({ tokenUrl: 'http://127.0.0.1:1/token' })).toBe('mailbox-token');
  });

  it('a token is kept until shortly before it ends, callers at once share one, and a refused one is asked for anew', async () => {
    let at = now;
    const tokens = accessTokens({ tokenUrl: `${provider.issuer}/token`, clientId: client.id, clientSecret: client.secret }, () => at);
    const [first, second] = await Promise.all([tokens.get(), tokens.get()]);
    expect(second).toBe(first);
    expect(await tokens.get()).toBe(first);
    tokens.refused();
    const third = await tokens.get();
    expect(third).not.toBe(first);
    at = new Date('2026-11-24T12:00:00Z');
    expect(await tokens.get()).not.toBe(third);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
