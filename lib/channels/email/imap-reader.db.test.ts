import net, { type AddressInfo } from 'node:net';
import { addHours } from 'date-fns';
import { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { openDatabase } from '@/lib/db/client';
import type { Door } from '@/lib/intake/receive-report';
import { type Dovecot, startDovecot } from '@/lib/testing/dovecot';
import { sampleMail, sampleMails } from '@/lib/testing/sample-mail';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { JUNK, type MailboxSource, pollMailbox } from './imap-reader';
import { accountOfUrl } from './mailbox-account';
import { watchMailbox } from './watch-mailbox';

const db = useTestDatabase();
const now = new Date('2026-11-23T12:00:00Z');
let dovecot: Dovecot;
let users = 0;
const open: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  dovecot = await startDovecot();
});
afterEach(async () => {
  for (const end of open.splice(0).reverse()) await end();
});
afterAll(() => dovecot.stop());

/** A mailbox of its own, somebody who looks into it, and the source that a poller is given. */
async function mailbox(changes: Partial<MailboxSource> = {}) {
  const { municipality } = await createCast(db());
  const url = dovecot.url(`user${++users}`);
  const account = accountOfUrl(url);
  const person = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.port,
    secure: false,
    auth: { user: account.user, pass: 'secret' },
    logger: false,
  });
  await person.connect();
  await person.mailboxOpen('INBOX');
  open.push(() => person.logout());
  const source: MailboxSource = {
    door: db().door,
    prisma: db().prisma,
    clock: fixedClock(now),
    municipalityId: municipality.id,
    account,
    folder: 'INBOX',
    ...changes,
  };
  return {
    source,
    person,
    put: (raw: Buffer, flags: string[] = [], date: string = now.toISOString()) => person.append('INBOX', raw, flags, new Date(date)),
    reports: () =>
      db().prisma.report.findMany({ where: { municipalityId: municipality.id }, include: { arrival: true }, orderBy: { storedAt: 'asc' } }),
    channel: () => db().prisma.channel.findFirstOrThrow({ where: { municipalityId: municipality.id, kind: 'email' } }),
    flags: async () => {
      await person.mailboxOpen('INBOX');
      return (await person.fetchAll('1:*', { flags: true })).map((message) =>
        [...(message.flags ?? [])].filter((flag) => flag !== '\\Recent'),
      );
    },
  };
}

const gone = () => {
  const database = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
  open.push(() => database.close());
  return database;
};

describe('a mailbox over IMAP', () => {
  it('every mail is taken, stored, and only then marked; the next poll takes nothing again', async () => {
    const box = await mailbox();
    await box.put(sampleMail(1));
    await box.put(sampleMail(55));
    expect(await pollMailbox(box.source)).toEqual({ seen: 2, stored: 2, alreadyStored: 0, failed: 0, slipped: 0 });
    expect(await box.flags()).toEqual([['\\Seen'], ['\\Seen']]);
    expect(await pollMailbox(box.source)).toEqual({ seen: 0, stored: 0, alreadyStored: 0, failed: 0, slipped: 0 });
    const [first] = await box.reports();
    expect(first?.receivedAt).toEqual(new Date('2026-11-09T11:41:07Z'));
    expect(Buffer.from(first?.arrival.raw ?? [])).toEqual(sampleMail(1));
    expect(await box.channel()).toMatchObject({ lastCheckedAt: now, lastError: null });
  });

  it('mails that somebody has read, and mails 40 days old, are taken all the same (T20)', async () => {
    const box = await mailbox();
    await box.put(sampleMail(1), ['\\Seen']);
    await box.put(Buffer.from('Subject: old\r\n\r\nForty days old.\r\n'), ['\\Seen', '\\Answered'], '2026-10-14T08:00:00Z');
    expect(await pollMailbox(box.source)).toMatchObject({ stored: 2 });
    expect((await box.reports()).map(({ receivedAt }) => receivedAt.toISOString())).toContain('2026-10-14T08:00:00.000Z');
  });

  it('with the database gone during a poll nothing is marked, and the mails are taken at the next one (T10)', async () => {
    const box = await mailbox();
    await box.put(sampleMail(1));
    const database = gone();
    await expect(pollMailbox({ ...box.source, prisma: database.prisma, door: { ...db().door, pool: database.pool } })).rejects.toThrow();
    expect(await pollMailbox({ ...box.source, door: { ...db().door, pool: database.pool } })).toMatchObject({ stored: 0, failed: 1 });
    expect(await box.flags()).toEqual([[]]);
    expect((await box.channel()).lastError).toBe('Mails of the folder “INBOX” could not be stored or marked and will be tried again.');
    expect(await pollMailbox(box.source)).toEqual({ seen: 1, stored: 1, alreadyStored: 0, failed: 0, slipped: 0 });
    expect(await box.flags()).toEqual([['\\Seen']]);
    expect((await box.channel()).lastError).toBeNull();
  });

  it('two pollers at once make one report of each mail (T13)', async () => {
    const box = await mailbox();
    for (const number of [1, 2, 3, 4, 5]) await box.put(sampleMail(number));
    const results = await Promise.all([pollMailbox(box.source), pollMailbox(box.source)]);
    expect(results.reduce((sum, { stored }) => sum + stored, 0)).toBe(5);
    expect(await box.reports()).toHaveLength(5);
  });

  it('a crash between the commit and the mark makes one report, and the mark comes with the next poll', async () => {
    const box = await mailbox();
    await box.put(sampleMail(1));
    const crashing: Door = {
      ...db().door,
      notifyChange: () => {
        throw new Error('crashed just after the commit');
      },
    };
    expect(await pollMailbox({ ...box.source, door: crashing })).toMatchObject({ stored: 0, failed: 1 });
    expect(await box.reports()).toHaveLength(1);
    expect(await box.flags()).toEqual([[]]);
    expect(await pollMailbox(box.source)).toEqual({ seen: 1, stored: 0, alreadyStored: 1, failed: 0, slipped: 0 });
    expect(await box.reports()).toHaveLength(1);
    expect(await box.flags()).toEqual([['\\Seen']]);
  });

  it('one mail that fails does not stop the others and is tried again', async () => {
    const box = await mailbox();
    for (const number of [1, 2, 3]) await box.put(sampleMail(number));
    let calls = 0;
    const flaky: Door = {
      ...db().door,
      get pool() {
        calls += 1;
        if (calls === 2) throw new Error('this one only');
        return db().door.pool;
      },
    };
    expect(await pollMailbox({ ...box.source, door: flaky })).toMatchObject({ seen: 3, stored: 2, failed: 1 });
    expect(await box.flags()).toEqual([['\\Seen'], [], ['\\Seen']]);
    expect(await pollMailbox(box.source)).toEqual({ seen: 1, stored: 1, alreadyStored: 0, failed: 0, slipped: 0 });
  });

  it('a folder that was renamed is told in plain words within one poll (T17)', async () => {
    const box = await mailbox({ folder: 'Underretninger' });
    await box.person.mailboxCreate('Underretninger');
    await pollMailbox(box.source);
    await box.person.mailboxRename('Underretninger', 'Gamle');
    await expect(pollMailbox(box.source)).rejects.toMatchObject({ code: 'mailbox-folder' });
    expect(await box.channel()).toMatchObject({ lastError: expect.stringContaining('“Underretninger”'), lastErrorAt: now });
  });

  it('a folder that was made anew is read from its beginning, and known mails stay one report', async () => {
    const box = await mailbox({ folder: 'Post' });
    const fill = async (...numbers: number[]) => {
      await box.person.mailboxCreate('Post');
      for (const number of numbers) await box.person.append('Post', sampleMail(number));
    };
    await fill(1, 2);
    await pollMailbox(box.source);
    await box.person.mailboxDelete('Post');
    await fill(2, 3);
    expect(await pollMailbox(box.source)).toEqual({ seen: 2, stored: 1, alreadyStored: 1, failed: 0, slipped: 0 });
  });

  it('with a folder for stored mails they are moved there, and what was moved has its report (T16)', async () => {
    const box = await mailbox({ doneFolder: 'Stored' });
    for (const number of [27, 28, 29, 30]) await box.put(sampleMail(number));
    expect(await pollMailbox(box.source)).toMatchObject({ stored: 4, failed: 0, slipped: 0 });
    expect((await box.person.mailboxOpen('INBOX')).exists).toBe(0);
    expect((await box.person.mailboxOpen('Stored')).exists).toBe(4);
    expect(await box.reports()).toHaveLength(4);
  });

  it('a wrong password and a server that is not there are told in plain words that hold no password', async () => {
    const box = await mailbox();
    await expect(
      pollMailbox({ ...box.source, account: { ...box.source.account, signIn: { kind: 'password', password: 'wrong-word' } } }),
    ).rejects.toMatchObject({
      code: 'mailbox-refused',
    });
    expect((await box.channel()).lastError).toBe('The mail server refused the user name or the password of the mailbox.');
    await expect(pollMailbox({ ...box.source, account: { ...box.source.account, port: 1 } })).rejects.toMatchObject({
      code: 'mailbox-unreachable',
    });
    expect((await box.channel()).lastError).toBe('The mail server cannot be reached.');
  });

  it('a server that hangs after a command is given up within the time for one command (T25)', async () => {
    const box = await mailbox();
    const between = net.createServer((near) => {
      const far = net.connect(dovecot.port, '127.0.0.1');
      near.on('data', (chunk) => (/ SELECT /.test(chunk.toString('latin1')) ? undefined : far.write(chunk)));
      far.pipe(near);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const)
        one.on('error', () => other.destroy()).on('close', () => other.destroy());
    });
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    open.push(() => new Promise((resolve) => between.close(resolve)));
    const account = { ...box.source.account, port: (between.address() as AddressInfo).port };
    await expect(pollMailbox({ ...box.source, account }, { timeoutMs: 500 })).rejects.toMatchObject({ code: 'mailbox-silent' });
    expect((await box.channel()).lastError).toBe('The mail server stopped answering.');
  });

  it('each poll writes down the count on the server against the count taken', async () => {
    const box = await mailbox();
    const polls = () =>
      db().prisma.mailboxPoll.findMany({ where: { folder: { municipalityId: box.source.municipalityId } }, orderBy: { id: 'asc' } });
    await box.put(sampleMail(1));
    await box.put(sampleMail(2));
    await pollMailbox(box.source);
    await pollMailbox({ ...box.source, door: { ...db().door, pool: gone().pool } });
    await box.put(sampleMail(3));
    await pollMailbox({ ...box.source, door: { ...db().door, pool: gone().pool } });
    expect((await polls()).map(({ onServer, taken, stored, failed }) => ({ onServer, taken, stored, failed }))).toEqual([
      { onServer: 2, taken: 2, stored: 2, failed: 0 },
      { onServer: 2, taken: 2, stored: 0, failed: 0 },
      { onServer: 3, taken: 2, stored: 0, failed: 1 },
    ]);
    await pollMailbox({ ...box.source, clock: fixedClock(new Date('2027-01-01T00:00:00Z')) });
    expect((await polls()).map(({ onServer, taken }) => ({ onServer, taken }))).toEqual([{ onServer: 3, taken: 3 }]);
  });

  it('mail that came and was gone before it was taken is told, once, for a day', async () => {
    const box = await mailbox();
    await box.put(sampleMail(1));
    await pollMailbox(box.source);
    await box.put(sampleMail(2));
    await box.put(sampleMail(3));
    await box.person.mailboxOpen('INBOX');
    await box.person.messageDelete('2');
    expect(await pollMailbox(box.source)).toMatchObject({ stored: 1, slipped: 0 });
    expect((await box.channel()).lastError).toBeNull();
    expect(await pollMailbox(box.source)).toMatchObject({ stored: 0, slipped: 1 });
    expect((await box.channel()).lastError).toContain('were gone before Mottak took them');
    await pollMailbox(box.source);
    expect(
      await db().prisma.mailboxPoll.aggregate({
        where: { folder: { municipalityId: box.source.municipalityId } },
        _sum: { slipped: true },
      }),
    ).toEqual({ _sum: { slipped: 1 } });
    await pollMailbox({ ...box.source, clock: fixedClock(addHours(now, 25)) });
    expect((await box.channel()).lastError).toBeNull();
  });

  it('a folder that somebody emptied, or removed and made anew, is told at the next poll', async () => {
    const box = await mailbox({ folder: 'Post' });
    await box.person.mailboxCreate('Post');
    await box.person.append('Post', sampleMail(1));
    await pollMailbox(box.source);
    await box.person.mailboxOpen('Post');
    await box.person.messageDelete('1:*');
    await pollMailbox(box.source);
    expect((await box.channel()).lastError).toBe('Somebody emptied the folder “Post”.');
    await box.person.mailboxDelete('Post');
    await box.person.mailboxCreate('Post');
    await pollMailbox(box.source);
    expect((await box.channel()).lastError).toBe('The folder “Post” was removed and made anew.');
  });

  it('what the server took for junk is read too, under whatever name that folder has, and says where it lay (T18)', async () => {
    const box = await mailbox({ folder: JUNK });
    await box.person.append('Spam', sampleMail(1));
    expect(await pollMailbox(box.source)).toMatchObject({ stored: 1 });
    expect((await box.reports())[0]?.flags).toContain('junk-folder');
    expect(await pollMailbox({ ...box.source, folder: '\\Archive' })).toMatchObject({ seen: 0 });
    expect((await box.channel()).lastError).toBeNull();
  });

  it('a folder that cannot be read is not covered up by one that can, and fails since the first time', async () => {
    const box = await mailbox();
    await expect(pollMailbox({ ...box.source, folder: 'Renamed' })).rejects.toMatchObject({ code: 'mailbox-folder' });
    await pollMailbox(box.source);
    const later = { ...box.source, clock: fixedClock(addHours(now, 2)) };
    await expect(pollMailbox({ ...later, folder: 'Renamed' })).rejects.toMatchObject({ code: 'mailbox-folder' });
    expect(await box.channel()).toMatchObject({ lastError: expect.stringContaining('“Renamed”'), lastErrorAt: now });
  });

  it('five hundred mails are taken in one poll', { timeout: 60_000 }, async () => {
    const box = await mailbox();
    for (let count = 0; count < 500; count += 1)
      await box.put(Buffer.from(`Message-ID: <many-${count}@a.example>\r\nSubject: ${count}\r\n\r\nText ${count}.\r\n`));
    expect(await pollMailbox(box.source)).toMatchObject({ seen: 500, stored: 500, failed: 0 });
    expect(new Set((await box.reports()).map(({ subject }) => subject)).size).toBe(500);
  });

  it('all sixty sample mails come through a real mailbox as sixty reports', async () => {
    const box = await mailbox();
    for (const { raw } of sampleMails()) await box.put(raw);
    expect(await pollMailbox(box.source)).toEqual({ seen: 60, stored: 60, alreadyStored: 0, failed: 0, slipped: 0 });
  });
});

describe('watching a mailbox', () => {
  const watch = (source: MailboxSource, pollSeconds: number) => {
    const polls: number[] = [];
    const watching = watchMailbox(source, {
      pollSeconds,
      retryMs: { first: 50, longest: 200 },
      timeoutMs: 3000,
      onPoll: ({ seen }) => polls.push(seen),
    });
    open.push(() => watching.close());
    return polls;
  };

  it('takes what is there at once and new mail when the server announces it, without polling in between', async () => {
    const box = await mailbox();
    await box.put(sampleMail(1));
    const polls = watch(box.source, 600);
    await expect.poll(async () => (await box.reports()).length, { timeout: 10_000 }).toBe(1);
    await box.put(sampleMail(2));
    await expect.poll(async () => (await box.reports()).length, { timeout: 10_000 }).toBe(2);
    expect(polls.length).toBeLessThan(5);
  });

  it('a folder renamed under its feet is told at the next poll, and all is well when it is back', async () => {
    const box = await mailbox({ folder: 'Post' });
    await box.person.mailboxCreate('Post');
    watch(box.source, 0.2);
    await expect.poll(async () => (await box.channel()).lastCheckedAt, { timeout: 10_000 }).not.toBeNull();
    await box.person.mailboxRename('Post', 'Gamle');
    await expect.poll(async () => (await box.channel()).lastError, { timeout: 10_000 }).toContain('“Post”');
    await box.person.mailboxRename('Gamle', 'Post');
    await expect.poll(async () => (await box.channel()).lastError, { timeout: 10_000 }).toBeNull();
  });

  it('connects again when the server is back, later each time', async () => {
    const box = await mailbox();
    const source = { ...box.source, account: { ...box.source.account, port: 1 } };
    watch(source, 600);
    await expect.poll(async () => (await box.channel()).lastError, { timeout: 10_000 }).toBe('The mail server cannot be reached.');
    source.account = box.source.account;
    await box.put(sampleMail(1));
    await expect.poll(async () => (await box.reports()).length, { timeout: 10_000 }).toBe(1);
  });
});
