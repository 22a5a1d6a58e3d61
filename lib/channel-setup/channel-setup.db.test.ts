import { addHours, addMinutes } from 'date-fns';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pollMailbox } from '@/lib/channels/email/imap-reader';
import { startSmtpListener } from '@/lib/channels/email/smtp-listener';
import { accountOf } from '@/lib/channels/email/stored-mailboxes';
import { probeTokenHash } from '@/lib/channels/email/take-probe';
import { fixedClock } from '@/lib/clock';
import { askDueProbes, sendProbes, watchProbes } from '@/lib/health/probes';
import { openProbeSender } from '@/lib/notify/probe-sender';
import { startDeliveringMailServer } from '@/lib/testing/delivering-mail-server';
import { type Dovecot, startDovecot } from '@/lib/testing/dovecot';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { askProbe } from './ask-probe';
import { changeInput } from './change-input';
import { decideChange } from './decide-change';
import { proposeChange } from './propose-change';
import { seeChannels } from './see-channels';
import { tryChanges } from './try-changes';

const db = useTestDatabase();
const SECRET = 'a secret of thirty-two characters or more';
const now = new Date('2026-11-23T12:00:00Z');
const FROM = 'mottak@lindevang.example';
let dovecot: Dovecot;
let users = 0;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  dovecot = await startDovecot();
});
afterEach(async () => {
  for (const resource of open.splice(0).reverse()) await resource.close();
  await db().prisma.channelProbe.deleteMany();
});
afterAll(() => dovecot.stop());

async function workplace() {
  const cast = await createCast(db());
  const deps = { ...db(), notifyChange: (id: string) => void db().changes.push(id), clock: fixedClock(now), authSecret: SECRET };
  const as = ({ id }: { id: string }) => ({ staffId: id, municipality: { id: cast.municipality.id } });
  const administrator = as(cast.administrator);
  const supervisor = as(cast.supervisor);
  const decide = (who: typeof supervisor, id: string, decision: 'approved' | 'rejected' | 'withdrawn', reason = '') =>
    decideChange(deps, who, id, { decision, reason }, now);
  return {
    ...{ cast, deps, administrator, supervisor, decide },
    address: cast.municipality.mailAddresses[0] as string,
    see: (at = now) => seeChannels(db(), administrator, at),
    propose: (content: object) => proposeChange(deps, administrator, changeInput.parse(content), SECRET, now),
    mailboxes: () => db().prisma.mailbox.findMany({ where: { municipalityId: cast.municipality.id } }),
    reports: () => db().prisma.report.count({ where: { municipalityId: cast.municipality.id } }),
  };
}

/** A mailbox on the real server, and the mail server that puts into it what is sent. */
async function mailbox(changes: object = {}) {
  const username = `user${++users}`;
  const content = {
    ...{ kind: 'mailbox', mailboxId: null, name: 'Intake', host: '127.0.0.1', port: dovecot.port, security: 'none', username },
    ...{ password: 'secret', folders: ['INBOX'], doneFolder: null, probeAddress: 'boks@lindevang.example', active: true },
    ...changes,
  };
  const server = await startDeliveringMailServer(dovecot.url(username));
  const sender = openProbeSender(server.url, FROM);
  open.push(server, sender);
  return { content, sender, name: `${username}@127.0.0.1` };
}

/** The listener of mail, and probes that go straight to it. */
async function listening() {
  const listener = await startSmtpListener({ door: db().door, prisma: db().prisma, clock: fixedClock(now), port: 0 });
  const sender = openProbeSender(`smtp://127.0.0.1:${listener.port}?ignoreTLS=true`, FROM);
  open.push(listener, sender);
  return sender;
}

describe('a change of channels', () => {
  it('holds nothing before a second person approves it, and is tried and proven by a probe that came the whole way', async () => {
    const { deps, propose, see, decide, administrator, supervisor, mailboxes, reports } = await workplace();
    const { content, sender, name } = await mailbox();
    const id = await propose(content);
    expect(await tryChanges(deps)).toBe(1);
    expect((await see()).waiting).toMatchObject([
      { id, seen: [{ folder: 'INBOX', mails: 0 }], problem: null, isProven: false, isOwn: true },
    ]);
    await sendProbes(deps, sender, now);
    expect(await tryChanges(deps)).toBe(1);
    const [waiting] = (await see()).waiting;
    expect(waiting).toMatchObject({ isProven: true, probes: [{ state: 'arrived', arrivedBy: `${name} INBOX` }] });
    await expect(decide(administrator, id, 'approved')).rejects.toMatchObject({ code: 'second-person-needed' });
    expect(await mailboxes()).toEqual([]);
    await decide(supervisor, id, 'approved');
    const [stored] = await mailboxes();
    expect(stored).toMatchObject({ name: 'Intake', host: '127.0.0.1', active: true, probeAddress: 'boks@lindevang.example' });
    await expect(decide(supervisor, id, 'rejected', 'late')).rejects.toMatchObject({ code: 'changed-meanwhile' });
    const account = accountOf(stored as never, SECRET, fixedClock(now));
    const source = { ...db(), clock: fixedClock(now), municipalityId: administrator.municipality.id, account, folder: 'INBOX' };
    // The probe of the trial still lies there; read now, it is no report.
    expect(await pollMailbox(source)).toMatchObject({ seen: 1, failed: 0 });
    expect(await reports()).toBe(0);
  });

  it('once approved is probed again by itself, through what is then read', async () => {
    const { deps, propose, see, decide, supervisor, administrator } = await workplace();
    const { content, sender, name } = await mailbox();
    await decide(supervisor, await propose(content), 'approved', 'The old server is gone');
    const [stored] = (await see()).mailboxes;
    await sendProbes(deps, sender, now);
    const row = await db().prisma.mailbox.findUniqueOrThrow({ where: { id: stored?.id ?? '' } });
    const account = accountOf(row, SECRET, fixedClock(now));
    await pollMailbox({ ...db(), clock: fixedClock(now), municipalityId: administrator.municipality.id, account, folder: 'INBOX' });
    expect((await see()).probes).toMatchObject([{ address: 'boks@lindevang.example', state: 'arrived', arrivedBy: `${name} INBOX` }]);
  });

  it('whose mailbox does not open says why, and takes a reason to approve all the same', async () => {
    const { deps, propose, see, decide, supervisor } = await workplace();
    const { content } = await mailbox({ password: 'wrong' });
    const id = await propose(content);
    await tryChanges(deps);
    expect((await see()).waiting).toMatchObject([{ problem: 'mailbox-refused', isProven: false }]);
    await expect(decide(supervisor, id, 'approved')).rejects.toMatchObject({ code: 'reason-needed' });
    await decide(supervisor, id, 'rejected', 'The password is wrong');
    expect((await see()).decided).toMatchObject([{ id, decision: 'rejected', reason: 'The password is wrong' }]);
  });

  it('a probe that came by another way proves nothing about the mailbox', async () => {
    const { deps, propose, see, address } = await workplace();
    const { content } = await mailbox({ probeAddress: address });
    await propose(content);
    await tryChanges(deps);
    await sendProbes(deps, await listening(), now);
    expect((await see()).waiting).toMatchObject([{ isProven: false, probes: [{ state: 'arrived', arrivedBy: 'smtp' }] }]);
  });

  it('shows and logs no password, keeps a stored one, and gives it to no other server', async () => {
    const { propose, see, decide, supervisor, mailboxes, cast } = await workplace();
    const { content } = await mailbox();
    await decide(supervisor, await propose(content), 'approved', 'first');
    const [before] = await mailboxes();
    const change = { ...content, mailboxId: before?.id, password: '' };
    await expect(propose({ ...change, host: 'mail.elsewhere.example' })).rejects.toMatchObject({ fields: { password: 'missing' } });
    await expect(propose({ ...content, mailboxId: null })).rejects.toMatchObject({ fields: { name: 'taken' } });
    await decide(supervisor, await propose({ ...change, active: false }), 'approved');
    expect(await mailboxes()).toMatchObject([{ id: before?.id, secret: before?.secret, active: false }]);
    const log = await db().prisma.auditEntry.findMany({
      where: { municipalityId: cast.municipality.id },
      select: { action: true, detail: true },
    });
    expect(log.map(({ action }) => action)).toEqual(Array(2).fill(['channel-change.proposed', 'channel-change.decided']).flat());
    for (const text of [JSON.stringify(await see()), JSON.stringify(log)]) {
      expect(text).not.toContain('secret"');
      expect(text).not.toContain(before?.secret);
    }
  });

  it('of the addresses is proven by a probe to each new one, and holds at the listener once approved', async () => {
    const { deps, propose, see, decide, supervisor, cast, reports } = await workplace();
    const { slug } = cast.municipality;
    const old = `underretning@${slug}.example`;
    const addresses = {
      mailAddresses: [`boern@${slug}.example`],
      mailDomains: [`${slug}.example`],
      closedAddresses: [old],
      oldDomains: [],
    };
    const id = await propose({ kind: 'addresses', ...addresses });
    await tryChanges(deps);
    expect((await see()).addresses.mailAddresses).toEqual([old]);
    await sendProbes(deps, await listening(), now);
    expect((await see()).waiting).toMatchObject([{ isProven: true }]);
    await decide(supervisor, id, 'approved');
    expect((await see()).addresses).toEqual(addresses);
    expect(await reports()).toBe(0);
  });

  it('is nobody’s business in another municipality', async () => {
    const { deps, propose, see } = await workplace();
    const away = await workplace();
    const id = await propose((await mailbox()).content);
    await expect(decideChange(deps, away.supervisor, id, { decision: 'rejected', reason: 'x' }, now)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await away.see()).waiting).toEqual([]);
    expect((await see()).waiting).toHaveLength(1);
  });
});

describe('probes', () => {
  const alarms = (municipalityId: string) =>
    db().prisma.alarm.findMany({ where: { municipalityId, code: 'probe-missing', clearedAt: null }, select: { key: true } });

  it('go to every address once a day, and become no report', async () => {
    const { deps, see, address, reports } = await workplace();
    const sender = await listening();
    expect(await askDueProbes(deps, now)).toBeGreaterThan(0);
    expect(await askDueProbes(deps, addHours(now, 23))).toBe(0);
    while ((await sendProbes(deps, sender, now)) > 0);
    expect((await see()).probes).toMatchObject([{ address, state: 'arrived', arrivedBy: 'smtp' }]);
    expect(await reports()).toBe(0);
    expect(await askDueProbes(deps, addHours(now, 24))).toBeGreaterThan(0);
  });

  it('one that does not come back is a red alarm until one does, or until nobody uses the address', async () => {
    const { deps, administrator, address, cast } = await workplace();
    const { sender } = await mailbox();
    const later = addMinutes(now, 31);
    await askProbe(deps, administrator, { address, changeId: null }, now);
    await expect(askProbe(deps, administrator, { address, changeId: null }, now)).rejects.toMatchObject({ code: 'too-many-requests' });
    // The mail server puts it into a mailbox that nobody reads.
    await sendProbes(deps, sender, now);
    await watchProbes(deps, addMinutes(now, 30));
    expect(await alarms(cast.municipality.id)).toEqual([]);
    await watchProbes(deps, later);
    expect(await alarms(cast.municipality.id)).toEqual([{ key: address }]);
    await askProbe(deps, administrator, { address, changeId: null }, later);
    await sendProbes(deps, await listening(), later);
    await watchProbes(deps, later);
    expect(await alarms(cast.municipality.id)).toEqual([]);
    await askProbe(deps, administrator, { address, changeId: null }, addHours(now, 1));
    await sendProbes(deps, sender, addHours(now, 1));
    await watchProbes(deps, addHours(now, 2));
    expect(await alarms(cast.municipality.id)).toHaveLength(1);
    await db().prisma.municipality.update({ where: { id: cast.municipality.id }, data: { mailAddresses: [] } });
    await watchProbes(deps, addHours(now, 2));
    expect(await alarms(cast.municipality.id)).toEqual([]);
  });

  it('one that the mail server does not take says so and is asked for again in an hour', async () => {
    const { deps, see, address } = await workplace();
    const nowhere = openProbeSender('smtp://127.0.0.1:1', FROM);
    open.push(nowhere);
    await askDueProbes(deps, now);
    while ((await sendProbes(deps, nowhere, now)) > 0);
    expect((await see()).probes).toMatchObject([{ address, state: 'unsent', problem: 'ESOCKET' }]);
    expect(await askDueProbes(deps, addMinutes(now, 59))).toBe(0);
    expect(await askDueProbes(deps, addMinutes(now, 60))).toBeGreaterThan(0);
  });

  it('a mail with a token that Mottak did not make, or made for another municipality, is a report', async () => {
    const { deps, address, reports, cast } = await workplace();
    const sender = await listening();
    const token = 'x'.repeat(43);
    await sender.send({ to: address, token, id: 'a', locale: 'da' });
    expect(await reports()).toBe(1);
    await db().prisma.channelProbe.create({
      data: {
        municipalityId: cast.otherMunicipality.id,
        address: 'other@x.example',
        askedAt: now,
        tokenHash: probeTokenHash('y'.repeat(43)),
      },
    });
    await sender.send({ to: address, token: 'y'.repeat(43), id: 'b', locale: 'da' });
    expect(await reports()).toBe(2);
    await watchProbes(deps, now);
  });
});
