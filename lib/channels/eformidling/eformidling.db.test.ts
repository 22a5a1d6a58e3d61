import { spawn } from 'node:child_process';
import path from 'node:path';
import { addHours, addMinutes } from 'date-fns';
import { afterEach, describe, expect, it } from 'vitest';
import { readReport } from '@/lib/intake/read-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import type { NewMessage } from '@/simulators/eformidling-integrasjonspunkt/message';
import {
  type EformidlingSimulator,
  type Operation,
  startEformidlingSimulator,
} from '@/simulators/eformidling-integrasjonspunkt/start-eformidling-simulator';
import { EFM_CHANNEL, type EfmBox } from './efm-box';
import { createEfmClient } from './efm-client';
import { pollEformidling } from './poll-eformidling';

const db = useTestDatabase();
const open: EformidlingSimulator[] = [];
const TEXT = 'Vi er bekymret for en elev i 3. klasse som ofte kommer uten mat, og som sier at det ikke er noen hjemme om kvelden.';
const MESSAGE = { title: 'Bekymringsmelding om elev', files: { 'melding.txt': TEXT } };

afterEach(async () => {
  for (const simulator of open.splice(0)) await simulator.close();
});

async function box(changes: { user?: string; password?: string; real?: boolean; timeoutMs?: number } = {}) {
  let now = changes.real ? new Date() : new Date('2026-11-02T10:00:00.000Z');
  const clock = () => (changes.real ? new Date() : now);
  const { municipality } = await createCast(db(), 'no');
  await db().prisma.channel.create({ data: { municipalityId: municipality.id, ...EFM_CHANNEL } });
  const { real, timeoutMs = 2000, ...login } = changes;
  const simulator = await startEformidlingSimulator({ now: clock, ...login });
  open.push(simulator);
  const client = createEfmClient({ url: simulator.url, timeoutMs, downloadTimeoutMs: timeoutMs, ...login });
  const given: EfmBox = { door: db().door, prisma: db().prisma, clock, client, municipalityId: municipality.id, timeZone: 'Europe/Oslo' };
  const where = { municipalityId: municipality.id };
  return {
    simulator,
    box: given,
    municipality,
    poll: (minutes = 0, more: Partial<EfmBox> = {}) => {
      now = addMinutes(now, minutes);
      return pollEformidling({ ...given, ...more });
    },
    reports: () => db().prisma.report.findMany({ where, include: { arrival: true, attachments: true }, orderBy: { storedAt: 'asc' } }),
    channel: () => db().prisma.channel.findFirstOrThrow({ where: { ...where, ...EFM_CHANNEL } }),
  };
}

const read = (reportId: string) => readReport({ prisma: db().prisma, notifyChange: () => undefined }, reportId, new Date());

describe('a message of eFormidling', () => {
  it('is a report from when the integrasjonspunkt had it, is deleted only then, and its sender gets the receipt', async () => {
    const { simulator, poll, reports, channel } = await box();
    const id = simulator.publish(MESSAGE);
    expect(await poll(45)).toEqual({ stored: 1, alreadyStored: 0, removed: 1, receipts: 1, failed: 0 });
    const [report] = await reports();
    expect(report).toMatchObject({ channelKind: 'secure_post', receivedAt: new Date('2026-11-02T10:00:00Z'), flags: [] });
    expect(simulator.status(id)).toBe('INNKOMMENDE_LEVERT');
    expect(simulator.receipts).toEqual([{ receiptType: 'OK', relatedToMessageId: id, messages: [{ code: 'Ref', text: report?.ref }] }]);
    expect(simulator.calls).toEqual(['peek', 'pop', 'status', 'delete', 'peek', 'create', 'send', 'list']);
    expect(await channel()).toMatchObject({ lastError: null, lastCheckedAt: new Date('2026-11-02T10:45:00Z') });
    expect(await poll(1)).toMatchObject({ stored: 0, receipts: 0 });
  });

  it('is read: titles, sender and documents, the packaging left out; the restricted process is marked', async () => {
    const { simulator, poll, reports } = await box();
    simulator.publish({ ...MESSAGE, confidential: true, senderName: 'Fjordvik legekontor' });
    await poll();
    await read((await reports())[0]?.id ?? '');
    const [report] = await reports();
    expect(report).toMatchObject({ readStatus: 'read', subject: 'Bekymringsmelding om elev', flags: ['confidential'] });
    expect(report?.text).toContain(TEXT);
    expect(report?.notifier).toMatchObject({ kind: 'professional', organisation: 'Fjordvik legekontor (910075918)' });
    expect(report?.attachments.map(({ name }) => name).sort()).toEqual(['Dokument 1 (melding.txt)', 'arkivmelding.xml']);
  });

  it.each<[string, NewMessage, string[]]>([
    ['a container that is no archive', { title: 'x', container: Buffer.from('no zip at all') }, ['unreadable-message']],
    ['an archive without an arkivmelding that can be read', { title: 'x', files: { 'arkivmelding.xml': '<a' } }, ['unknown-format']],
    ['no document at all', { title: '', files: {} }, []],
  ])('of which nothing can be read (%s) is an acute report with its original', async (_name, message, flags) => {
    const { simulator, poll, reports } = await box();
    simulator.publish(message);
    expect(await poll()).toMatchObject({ stored: 1, removed: 1 });
    await read((await reports())[0]?.id ?? '');
    const [report] = await reports();
    expect(report?.flags).toEqual(expect.arrayContaining(flags));
    if (flags.includes('unreadable-message')) expect(report).toMatchObject({ readStatus: 'unreadable', urgency: 'acute' });
    expect(report?.attachments.length).toBeGreaterThan(0);
  });

  it('that lost its lock, was delivered again, or whose DELETE failed after it was done, is one report', async () => {
    const { simulator, poll, reports, channel } = await box();
    const id = simulator.publish(MESSAGE);
    simulator.misbehave('fail', 'delete');
    expect(await poll()).toMatchObject({ stored: 1, removed: 0, failed: 1 });
    expect((await channel()).lastError).toBe('1 message stored, but the sender is not told yet: the integrasjonspunkt failed (HTTP 500).');
    expect(await poll(6)).toMatchObject({ stored: 0, alreadyStored: 1, removed: 1 });
    const other = simulator.publish(MESSAGE);
    simulator.misbehave('fail-after', 'delete');
    await poll();
    expect(simulator.status(other)).toBe('INNKOMMENDE_LEVERT');
    expect(await reports()).toHaveLength(2);
    // Only when it is not listed any more does Mottak know that it was removed.
    expect(await poll(31)).toMatchObject({ receipts: 1, failed: 0 });
    expect(simulator.receipts.map(({ relatedToMessageId }) => relatedToMessageId).sort()).toEqual([id, other].sort());
  });

  it('that cannot be popped holds up none behind it, is told with the instant at which its sender gives it up, and is a report in the end', async () => {
    const { simulator, poll, reports, channel } = await box();
    const stuck = simulator.publish(MESSAGE);
    simulator.publish(MESSAGE);
    simulator.misbehave('fail', 'pop');
    expect(await poll()).toMatchObject({ stored: 1, failed: 1 });
    expect((await channel()).lastError).toBe(
      '1 message could not be taken: the integrasjonspunkt failed (HTTP 500). The sender gives the first up at 11:00 on 2026-11-03.',
    );
    simulator.misbehave('fail', 'pop', 2);
    await poll(6);
    expect(await poll(6)).toMatchObject({ stored: 1, failed: 1 });
    const noted = (await reports()).find(({ flags }) => flags.includes('message-not-opened'));
    expect(noted).toMatchObject({ urgency: 'acute' });
    expect(await poll(6)).toMatchObject({ stored: 1, removed: 1, failed: 0 });
    expect(simulator.status(stuck)).toBe('INNKOMMENDE_LEVERT');
    expect((await channel()).lastError).toBeNull();
    expect(await reports()).toHaveLength(3);
  });

  it('that is gone between peek and pop is a report that says so', async () => {
    const { simulator, poll, reports } = await box();
    simulator.publish(MESSAGE);
    simulator.misbehave('gone', 'pop');
    expect(await poll()).toMatchObject({ stored: 1, failed: 1 });
    await read((await reports())[0]?.id ?? '');
    expect(await reports()).toMatchObject([{ flags: expect.arrayContaining(['message-gone']), urgency: 'acute' }]);
    await poll(31);
    expect(await poll(1)).toMatchObject({ failed: 0 });
  });

  it('whose receipt cannot be sent keeps it owed until it can', async () => {
    const { simulator, poll, channel } = await box();
    simulator.publish(MESSAGE);
    simulator.misbehave('fail', 'create');
    simulator.misbehave('fail', 'send');
    expect(await poll()).toMatchObject({ stored: 1, receipts: 0, failed: 1 });
    expect((await channel()).lastError).toContain('1 message stored, but the sender is not told yet');
    expect(await poll(1)).toMatchObject({ receipts: 0, failed: 1 });
    expect(await poll(1)).toMatchObject({ receipts: 1, failed: 0 });
    expect(simulator.receipts).toHaveLength(1);
    expect((await channel()).lastError).toBeNull();
  });
});

describe('an integrasjonspunkt', () => {
  it('with five hundred messages after forty days is emptied in one poll', async () => {
    const { simulator, poll, reports } = await box();
    for (let number = 0; number < 500; number += 1) simulator.publish({ ...MESSAGE, title: `Melding ${number}` });
    expect(await poll(1)).toMatchObject({ stored: 500, removed: 500, receipts: 500 });
    expect(await reports()).toHaveLength(500);
  }, 120_000);

  it.each([
    ['fail', 'the integrasjonspunkt failed (HTTP 500)'],
    ['page', 'the answer of the integrasjonspunkt could not be understood: check EFORMIDLING_URL (HTTP 200)'],
    ['too-many', 'the integrasjonspunkt asks to call less often (HTTP 429)'],
    ['hang', 'the integrasjonspunkt did not answer in time'],
  ] as const)('that misbehaves (%s) is told in words at that poll, and read when it is well', async (kind, words) => {
    const { simulator, poll, channel, reports } = await box({ timeoutMs: 300 });
    simulator.publish(MESSAGE);
    simulator.misbehave(kind, 'peek');
    await poll();
    expect((await channel()).lastError).toBe(`It could not be read: ${words}.`);
    await poll(6);
    expect(await reports()).toHaveLength(1);
    expect((await channel()).lastError).toBeNull();
  });

  it('asked for another password says so', async () => {
    const { poll, box: given, channel } = await box({ user: 'mottak', password: 'right' });
    const url = open[0]?.url ?? '';
    await poll(0, { client: createEfmClient({ url, user: 'mottak', password: 'wrong' }) });
    expect((await channel()).lastError).toContain('asks for another user or password');
    await pollEformidling(given);
    expect((await channel()).lastError).toBeNull();
  });

  it('from which another program takes messages is told of', async () => {
    const { simulator, poll, channel } = await box();
    simulator.publish(MESSAGE);
    await fetch(`${simulator.url}/api/messages/in/peek`);
    await poll();
    expect((await channel()).lastError).toBe('1 message there cannot be had: does another program read this integrasjonspunkt?');
  });

  it('whose messages live out their time before Mottak is there shows none of them as taken', async () => {
    const { simulator, poll, reports } = await box();
    const id = simulator.publish(MESSAGE);
    await poll(25 * 60);
    expect(simulator.status(id)).toBe('LEVETID_UTLOPT');
    expect(await reports()).toEqual([]);
  });
});

describe('a reader that is killed', () => {
  it.each<[Operation, number]>([
    ['pop', 0],
    ['delete', 1],
    ['create', 1],
  ])(
    'while it waits for the answer to %s has lost nothing and stores nothing twice',
    async (operation, storedBefore) => {
      const { simulator, municipality, reports, box: given } = await box({ real: true });
      const id = simulator.publish(MESSAGE);
      simulator.misbehave('hang', operation);
      const script = path.resolve('lib/testing/poll-efm-once.ts');
      const child = spawn(process.execPath, ['--import', 'tsx', script, db().url, simulator.url, municipality.id], { stdio: 'ignore' });
      await expect.poll(() => simulator.calls.filter((call) => call === operation).length, { timeout: 25_000 }).toBe(1);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      expect(await reports()).toHaveLength(storedBefore);
      const later = () => addHours(new Date(), 0);
      await expect
        .poll(
          async () => {
            simulator.unlock(id);
            await pollEformidling({ ...given, clock: later });
            return simulator.receipts.length;
          },
          { timeout: 20_000 },
        )
        .toBe(1);
      expect(await reports()).toHaveLength(1);
      expect(simulator.status(id)).toBe('INNKOMMENDE_LEVERT');
    },
    60_000,
  );
});
