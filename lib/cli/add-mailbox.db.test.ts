import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '@/lib/channels/email/stored-mailboxes';
import { fixedClock } from '@/lib/clock';
import { childEnv } from '@/lib/env';
import { type Dovecot, startDovecot } from '@/lib/testing/dovecot';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';

const db = useTestDatabase();
const AUTH_SECRET = 'a-secret-that-only-this-test-has-of-its-own';
let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot.stop());

/** `mottak add-mailbox` as whoever sets Mottak up calls it, with what they type. */
async function addMailbox(typed: string, ...words: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/mottak.ts', 'add-mailbox', ...words], {
    env: childEnv({ DATABASE_URL: db().url, AUTH_SECRET }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(typed);
  const [[code], said, complained] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { code: code as number, said, complained };
}

describe('mottak add-mailbox', { timeout: 60_000 }, () => {
  const words = (slug: string, ...more: string[]) => [
    'Post',
    '--municipality',
    slug,
    '--host',
    '127.0.0.1',
    '--port',
    String(dovecot.port),
    '--security',
    'none',
    '--user',
    'post',
    ...more,
  ];

  it('stores a mailbox that opens, its password only encrypted, and says what lies in each folder', async () => {
    const { municipality } = await createCast(db());
    const { code, said, complained } = await addMailbox('secret\n', ...words(municipality.slug));
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    expect(JSON.parse(said)).toMatchObject({
      mailbox: 'Post',
      folders: [
        { folder: 'INBOX', mails: 0 },
        { folder: '\\Junk', mails: 0 },
      ],
    });
    const row = await db().prisma.mailbox.findFirstOrThrow({ where: { municipalityId: municipality.id } });
    expect(JSON.stringify(row)).not.toContain('"secret":"secret"');
    expect(accountOf(row, AUTH_SECRET, fixedClock(new Date()))).toMatchObject({ user: 'post', signIn: { password: 'secret' } });
  });

  it('stores none that cannot be opened, and says why', async () => {
    const { municipality } = await createCast(db());
    expect(await addMailbox('wrong', ...words(municipality.slug))).toMatchObject({
      code: 1,
      said: '',
      complained: expect.stringContaining('refused'),
    });
    expect(await addMailbox('secret', ...words(municipality.slug, '--folder', 'Renamed'))).toMatchObject({
      code: 1,
      complained: expect.stringContaining('“Renamed”'),
    });
    expect(await addMailbox('secret', 'Post')).toMatchObject({ code: 2 });
    expect(await db().prisma.mailbox.count({ where: { municipalityId: municipality.id } })).toBe(0);
  });
});
