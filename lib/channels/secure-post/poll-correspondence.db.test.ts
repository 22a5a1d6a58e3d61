import { addDays } from 'date-fns';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestBox } from '@/lib/testing/secure-post-box';
import { useTestDatabase } from '@/lib/testing/test-database';
import type { NewMessage } from '@/simulators/altinn-correspondence/message';
import { type AltinnSimulator, startAltinnSimulator } from '@/simulators/altinn-correspondence/start-altinn-simulator';
import { createAltinnClient } from './altinn-client';
import { EMPTY_BOX } from './channel-health';
import { pollCorrespondence } from './poll-correspondence';
import { readSecurePost } from './read-correspondence';

const db = useTestDatabase();
type TestBox = Awaited<ReturnType<typeof openTestBox<AltinnSimulator>>>;
const opened: TestBox[] = [];

async function open(start?: string): Promise<TestBox> {
  const box = await openTestBox(db(), startAltinnSimulator, start);
  opened.push(box);
  return box;
}

afterEach(async () => {
  for (const { simulator } of opened.splice(0)) await simulator.close();
});

const MESSAGE: NewMessage = { title: 'Bekymringsmelding', body: 'Vi er bekymret for et barn.', isConfirmationNeeded: true };
const nowhere = createAltinnClient({ url: 'http://127.0.0.1:1/correspondence/api/v1/correspondence', token: async () => 'x' });
const FILE = { fileName: 'notat.txt', content: 'Barnet kom på skolen uten jakke.', dataType: 'text/plain' };

async function pendingIds(box: TestBox): Promise<string[]> {
  const { cursor } = await box.channel();
  return Object.keys((cursor as { pending: Record<string, unknown> }).pending);
}

describe('taking secure post', () => {
  it('a message is stored as it was received, its clock starts when it was published, and only then is it confirmed and marked as read', async () => {
    const box = await open();
    const published = new Date('2026-10-30T14:12:05.120Z');
    const id = box.simulator.publish({ ...MESSAGE, isConfidential: true, published, attachments: [FILE] });
    expect(await box.poll()).toEqual({ listed: 1, stored: 1, alreadyStored: 0, confirmed: 1, failed: 0 });
    const [report] = await box.reports();
    expect(report).toMatchObject({ receivedAt: published, flags: ['confidential'], subject: 'Bekymringsmelding' });
    expect(report?.arrival).toMatchObject({ externalId: id, receivedAtSource: 'published' });
    const raw = Buffer.from(report?.arrival.raw ?? []);
    expect(raw.includes(FILE.content)).toBe(true);
    expect(box.simulator.state(id).statuses).toEqual(['Initialized', 'Published', 'Fetched', 'AttachmentsDownloaded', 'Confirmed', 'Read']);
    const read = await readSecurePost({ raw, mediaType: report?.arrival.mediaType ?? '', envelope: {} });
    expect(read).toMatchObject({
      status: 'read',
      subject: 'Bekymringsmelding',
      text: `Vi er bekymret for et barn.\n\n--- notat.txt ---\n${FILE.content}`,
    });
    expect(await box.channel()).toMatchObject({ lastCheckedAt: new Date('2026-11-02T10:01:00.000Z'), lastError: null, lastErrorAt: null });
  });

  it('a message that wants no confirmation is marked as read and not confirmed', async () => {
    const box = await open();
    const id = box.simulator.publish({ ...MESSAGE, isConfirmationNeeded: false });
    await box.poll();
    expect(box.simulator.state(id).statuses).toEqual(['Initialized', 'Published', 'Fetched', 'Read']);
    expect(await pendingIds(box)).toEqual([]);
  });

  it('when Altinn says that a confirmation holds, nothing more is asked of the message', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    await box.poll();
    await box.poll();
    expect(await pendingIds(box)).toEqual([]);
    box.simulator.requests.length = 0;
    expect(await box.poll()).toEqual({ listed: 1, stored: 0, alreadyStored: 1, confirmed: 0, failed: 0 });
    expect(box.simulator.requests.map(({ operation }) => operation)).toEqual(['list']);
  });

  it('an id listed twice is one report', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    box.simulator.misbehave('duplicate');
    expect(await box.poll()).toMatchObject({ listed: 1, stored: 1 });
    expect(await box.reports()).toHaveLength(1);
  });

  it('two pollers of one box store one report', async () => {
    const box = await open();
    for (let index = 0; index < 5; index += 1) box.simulator.publish(MESSAGE);
    const results = await Promise.all([box.poll(), box.poll(), box.poll()]);
    expect(results.reduce((sum, { stored }) => sum + stored, 0)).toBe(5);
    expect(await box.reports()).toHaveLength(5);
  });

  it('after 40 days of standstill all of it is taken, each with the time at which it came', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    await box.poll();
    const days = Array.from({ length: 40 }, (_, day) => addDays(new Date('2026-11-02T12:00:00Z'), day));
    for (const published of days) box.simulator.publish({ ...MESSAGE, published });
    expect(await box.poll(40 * 24 * 60 + 180)).toMatchObject({ stored: 40, failed: 0 });
    const [, ...reports] = await box.reports();
    expect(reports.map(({ receivedAt }) => receivedAt)).toEqual(days);
  });

  it('of 1,200 messages in one window none is cut off by the limit of a list', async () => {
    const box = await open();
    const start = Date.parse('2026-11-02T09:00:00Z');
    for (let index = 0; index < 1200; index += 1) {
      box.simulator.publish({ ...MESSAGE, isConfirmationNeeded: false, published: new Date(start + index * 1000) });
    }
    expect(await box.poll()).toEqual({ listed: 1200, stored: 1200, alreadyStored: 0, confirmed: 1200, failed: 0 });
    expect(await box.reports()).toHaveLength(1200);
  }, 120_000);

  it('a message that is published long after the requested time is found', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    await box.poll();
    const late = box.simulator.publish({
      ...MESSAGE,
      requestedPublishTime: new Date('2026-10-20T10:00:00Z'),
      published: new Date('2026-11-02T10:05:00Z'),
    });
    expect(await box.poll(5)).toMatchObject({ stored: 1 });
    expect((await box.reports()).map(({ arrival }) => arrival.externalId)).toContain(late);
  });

  it('messages that become visible when a right is given are found within the hour, however old they are', async () => {
    const box = await open();
    box.simulator.setAccess('test-resource', 'empty');
    box.simulator.publish({ ...MESSAGE, published: new Date('2026-07-01T10:00:00Z') });
    expect(await box.poll()).toMatchObject({ listed: 0 });
    box.simulator.setAccess('test-resource', 'open');
    expect(await box.poll(60)).toMatchObject({ stored: 1 });
  });
});

describe('when Altinn fails', () => {
  it('a 500 after an accepted confirmation is made good at the next poll, with one report', async () => {
    const box = await open();
    const id = box.simulator.publish(MESSAGE);
    box.simulator.misbehave('fail-after');
    expect(await box.poll()).toMatchObject({ stored: 1, confirmed: 0, failed: 1 });
    expect((await box.channel()).lastError).toBe('1 message stored, but Altinn could not be told: Altinn failed (HTTP 500).');
    expect((await box.channel()).lastCheckedAt).toEqual(new Date('2026-11-02T10:01:00.000Z'));
    expect(await box.poll()).toMatchObject({ stored: 0, confirmed: 1, failed: 0 });
    expect(box.simulator.state(id).statuses).toContain('Read');
    expect(await pendingIds(box)).toEqual([]);
    expect((await box.channel()).lastError).toBeNull();
    expect(await box.reports()).toHaveLength(1);
  });

  it('a confirmation that fails is tried at every poll until it holds, and one that Altinn loses is given again', async () => {
    const box = await open();
    const id = box.simulator.publish(MESSAGE);
    box.simulator.misbehave('fail', 3, 'confirm');
    for (let poll = 0; poll < 3; poll += 1) expect(await box.poll()).toMatchObject({ confirmed: 0, failed: 1 });
    box.simulator.misbehave('forget');
    expect(await box.poll()).toMatchObject({ confirmed: 1, failed: 0 });
    expect(box.simulator.state(id).statuses).not.toContain('Confirmed');
    await box.poll();
    expect(box.simulator.state(id).statuses).toContain('Confirmed');
    await box.poll();
    expect(await pendingIds(box)).toEqual([]);
  });

  it('one message that cannot be fetched does not stop the others, and is taken later', async () => {
    const box = await open();
    const ids = [1, 2, 3, 4].map(() => box.simulator.publish(MESSAGE));
    box.simulator.misbehave('fail', 1, 'get');
    expect(await box.poll()).toMatchObject({ stored: 3, failed: 1 });
    expect(await box.channel()).toMatchObject({
      lastCheckedAt: null,
      lastError: '1 message could not be taken: Altinn failed (HTTP 500).',
    });
    expect(await box.poll()).toMatchObject({ stored: 1, failed: 0 });
    expect((await box.reports()).map(({ arrival }) => arrival.externalId).sort()).toEqual(ids.sort());
  });

  it('messages that can never be fetched do not keep back those behind them', async () => {
    const box = await open();
    const poison = new Set([1, 2, 3].map(() => box.simulator.publish(MESSAGE)));
    await box.poll(1, { client: { ...box.box.client, get: () => nowhere.get('x') } });
    const good = box.simulator.publish(MESSAGE);
    const get = (id: string) => (poison.has(id) ? nowhere.get(id) : box.box.client.get(id));
    for (let poll = 0; poll < 3; poll += 1) await box.poll(1, { client: { ...box.box.client, get } });
    expect((await box.reports()).map(({ arrival }) => arrival.externalId)).toEqual([good]);
    expect((await box.channel()).lastError).toBe('3 messages could not be taken: Altinn could not be reached.');
  });

  it('when Altinn asks to wait nobody calls before the time it named, and then all is taken', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    box.simulator.publish(MESSAGE);
    box.simulator.misbehave('too-many', 1, 'get');
    expect(await box.poll()).toMatchObject({ stored: 0, failed: 1 });
    expect((await box.channel()).lastError).toBe('1 message could not be taken: Altinn asks to call less often (HTTP 429).');
    const calls = box.simulator.requests.length;
    expect(await box.poll(1)).toMatchObject({ listed: 0 });
    expect(box.simulator.requests).toHaveLength(calls);
    expect(await box.poll(1)).toMatchObject({ stored: 2, failed: 0 });
  });

  it('when the list itself is limited the same holds', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    box.simulator.misbehave('too-many');
    expect(await box.poll()).toMatchObject({ listed: 0 });
    expect((await box.channel()).lastError).toBe('The box could not be listed: Altinn asks to call less often (HTTP 429).');
    await box.poll(1);
    expect(box.simulator.requests).toHaveLength(1);
    expect(await box.poll(1)).toMatchObject({ stored: 1 });
  });

  it('a slow answer ends in a timeout and the message is taken at the next poll', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    box.simulator.misbehave('hang', 1, 'get');
    const hasty = createAltinnClient({ url: box.simulator.url, token: async () => box.simulator.token, timeoutMs: 100 });
    expect(await box.poll(1, { client: hasty })).toMatchObject({ stored: 0, failed: 1 });
    expect((await box.channel()).lastError).toBe('1 message could not be taken: Altinn did not answer in time.');
    expect(await box.poll()).toMatchObject({ stored: 1, failed: 0 });
  });

  it('a page of a proxy is never stored in the place of a message', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    box.simulator.misbehave('page');
    expect(await box.poll()).toMatchObject({ stored: 0, failed: 1 });
    expect(await box.poll()).toMatchObject({ stored: 1 });
  });

  it('an attachment with a wrong checksum is fetched again, and if it stays wrong the message is stored and flagged', async () => {
    const box = await open();
    box.simulator.publish({ ...MESSAGE, attachments: [FILE] });
    box.simulator.misbehave('corrupt', 1);
    await box.poll();
    expect((await box.reports())[0]?.flags).toEqual([]);
    box.simulator.publish({ ...MESSAGE, published: new Date('2026-11-02T10:01:30Z'), attachments: [FILE] });
    box.simulator.misbehave('corrupt', 2);
    expect(await box.poll()).toMatchObject({ stored: 1, confirmed: 1 });
    expect((await box.reports())[1]?.flags).toEqual(['attachment-damaged']);
  });

  it('an attachment that has expired does not keep its message out of the queue', async () => {
    const box = await open();
    const id = box.simulator.publish({ ...MESSAGE, attachments: [{ ...FILE, expirationTime: new Date('2026-11-01T00:00:00Z') }, FILE] });
    expect(await box.poll()).toMatchObject({ stored: 1, confirmed: 1, failed: 0 });
    const [report] = await box.reports();
    expect(report?.flags).toEqual(['attachment-missing']);
    expect(box.simulator.state(id).statuses).toContain('Confirmed');
    const read = await readSecurePost({
      raw: report?.arrival.raw ?? new Uint8Array(),
      mediaType: report?.arrival.mediaType ?? '',
      envelope: {},
    });
    expect(read.flags).toEqual(['attachment-missing']);
    expect(read.attachments).toHaveLength(1);
  });

  it('an attachment that cannot be downloaded for a quarter of an hour no longer keeps its message out of the queue', async () => {
    const box = await open();
    box.simulator.publish({ ...MESSAGE, attachments: [FILE] });
    box.simulator.misbehave('fail', 100, 'download');
    expect(await box.poll()).toMatchObject({ stored: 0, failed: 1 });
    expect(await box.poll(16)).toMatchObject({ stored: 1, confirmed: 1 });
    expect((await box.reports())[0]?.flags).toEqual(['attachment-missing']);
  });

  it('attachments beyond the limit of bytes stay in Altinn, and the report says so', async () => {
    const box = await open();
    box.simulator.publish({ ...MESSAGE, attachments: [{ fileName: 'film.mp4', content: Buffer.alloc(200_000) }, FILE] });
    expect(await box.poll(1, { maxBytes: 100_000 })).toMatchObject({ stored: 1 });
    const [report] = await box.reports();
    expect(report?.flags).toEqual(['attachment-missing']);
    expect(report?.arrival.envelope).toMatchObject({
      leftAtSource: [{ name: 'film.mp4', expiresAt: expect.stringMatching(/^2027-05-01T/) }],
    });
    expect(Buffer.from(report?.arrival.raw ?? []).includes(FILE.content)).toBe(true);
  });

  it('a message that goes between the list and the fetching becomes a report which says that it came and went', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    await box.poll();
    const id = box.simulator.publish({ ...MESSAGE, published: new Date('2026-11-02T10:01:30Z') });
    box.simulator.misbehave('gone');
    expect(await box.poll()).toMatchObject({ stored: 0, failed: 1 });
    expect((await box.channel()).lastError).toBe('1 message could not be taken: Altinn no longer has it (HTTP 404, Altinn code 1001).');
    await box.poll(16);
    const notes = (await box.reports()).filter(({ arrival }) => arrival.externalId === `${id}#gone`);
    expect(notes).toMatchObject([{ flags: ['message-gone', 'received-time-unknown'], receivedAt: new Date('2026-11-02T10:02:00Z') }]);
    const [note] = notes;
    expect(
      await readSecurePost({ raw: note?.arrival.raw ?? new Uint8Array(), mediaType: note?.arrival.mediaType ?? '', envelope: {} }),
    ).toMatchObject({
      status: 'unreadable',
      flags: ['message-gone'],
    });
    expect(await box.poll()).toMatchObject({ failed: 0, alreadyStored: 2 });
    expect((await box.channel()).lastError).toBeNull();
  });

  it('messages that were deleted before Mottak first looked are no reports', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    box.simulator.misbehave('gone');
    await box.poll();
    await box.poll(16);
    expect(await box.poll(60)).toMatchObject({ listed: 1, failed: 0 });
    expect(await box.reports()).toHaveLength(0);
  });

  it('a message that nobody may open becomes a report which says so, and a report of its own once it opens', async () => {
    const box = await open();
    const id = box.simulator.publish(MESSAGE);
    box.simulator.misbehave('page', 2, 'get');
    await box.poll();
    await box.poll(16);
    expect((await box.reports()).map(({ flags }) => flags)).toEqual([['message-not-opened', 'received-time-unknown']]);
    expect(await box.poll()).toMatchObject({ stored: 1 });
    expect((await box.reports()).map(({ arrival }) => arrival.externalId).sort()).toEqual([id, `${id}#refused`]);
  });
});

describe('what the channel says of itself', () => {
  const COUNTDOWN = 'So since 2026-11-02. Attachments that lie there unseen can be deleted from 2026-11-16 on (in 14 days).';
  const cases = [
    ['no-access', 'The box could not be listed: the token has no access to this resource (HTTP 401, Altinn code 4001).'],
    ['no-scope', 'The box could not be listed: Altinn forbids it, the token may lack the scope altinn:correspondence.read (HTTP 403).'],
  ] as const;
  it.each(cases)('a box that answers %s is not an empty one', async (access, error) => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    box.simulator.setAccess('test-resource', access);
    await box.poll();
    expect(await box.channel()).toMatchObject({ lastCheckedAt: null, lastError: `${error} ${COUNTDOWN}` });
    box.simulator.setAccess('test-resource', 'open');
    expect(await box.poll()).toMatchObject({ stored: 1 });
    expect((await box.channel()).lastError).toBeNull();
  });

  it('a box that lists nothing at all was reached, and is not called healthy', async () => {
    const box = await open();
    await box.poll();
    expect(await box.channel()).toMatchObject({
      lastCheckedAt: new Date('2026-11-02T10:01:00.000Z'),
      lastError: `${EMPTY_BOX} ${COUNTDOWN}`,
    });
    box.simulator.publish(MESSAGE);
    await box.poll();
    expect((await box.channel()).lastError).toBeNull();
  });

  it('a box that listed messages and then, its right taken, lists none is found out within the hour', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    await box.poll();
    box.simulator.setAccess('test-resource', 'empty');
    await box.poll(61);
    expect((await box.channel()).lastError).toBe(`${EMPTY_BOX} ${COUNTDOWN}`);
    await box.poll(5 * 24 * 60);
    expect((await box.channel()).lastError).toContain(
      'So since 2026-11-02. Attachments that lie there unseen can be deleted from 2026-11-16 on (in 9 days).',
    );
    await box.poll(10 * 24 * 60);
    expect((await box.channel()).lastError).toContain('can be deleted from 2026-11-16 on (now).');
  });

  it('what the system user may see is kept as rows: since when each box is visible, empty, without access or without scope', async () => {
    const box = await open();
    const { id } = await box.channel();
    box.simulator.publish(MESSAGE);
    await box.poll();
    await box.poll();
    for (const access of ['empty', 'no-access', 'no-scope', 'open'] as const) {
      box.simulator.setAccess('test-resource', access);
      await box.poll(60);
    }
    const rows = await db().prisma.boxAccess.findMany({ where: { channelId: id }, orderBy: { since: 'asc' } });
    expect(rows.map(({ access, since, until }) => [access, since.toISOString().slice(11, 16), until?.toISOString().slice(11, 16)])).toEqual(
      [
        ['visible', '10:01', '11:02'],
        ['empty', '11:02', '12:02'],
        ['no_access', '12:02', '13:02'],
        ['no_scope', '13:02', '14:02'],
        ['visible', '14:02', undefined],
      ],
    );
    expect(rows[0]?.checkedAt).toEqual(new Date('2026-11-02T10:02:00.000Z'));
  });

  it('a failure of the line says nothing of the right, and changes no row of it', async () => {
    const box = await open();
    box.simulator.publish(MESSAGE);
    await box.poll();
    await box.poll(1, { client: nowhere });
    const rows = await db().prisma.boxAccess.findMany({ where: { channelId: (await box.channel()).id } });
    expect(rows).toMatchObject([{ access: 'visible', until: null }]);
  });

  it('an expired token, an unreachable server and a missing token are told apart', async () => {
    const box = await open();
    const say = async (client = box.box.client) => {
      await box.poll(1, { client });
      return (await box.channel()).lastError;
    };
    box.simulator.misbehave('expired');
    expect(await say()).toBe(`The box could not be listed: Altinn did not accept the token, it may have expired (HTTP 401). ${COUNTDOWN}`);
    expect(await say(nowhere)).toBe('The box could not be listed: Altinn could not be reached.');
    const wrong = createAltinnClient({
      url: `${new URL(box.simulator.url).origin}/correspondance`,
      token: async () => box.simulator.token,
    });
    expect(await say(wrong)).toBe('The box could not be listed: not found: check ALTINN_URL (HTTP 404).');
    expect(await say(createAltinnClient({ url: box.simulator.url, token: async () => '' }))).toBe(
      `The box could not be listed: no Altinn token could be obtained. ${COUNTDOWN}`,
    );
  });

  it('an unknown channel is refused with a code', async () => {
    const box = await open();
    await expect(pollCorrespondence({ ...box.box, resourceId: 'nobody' })).rejects.toMatchObject({ code: 'unknown-channel' });
  });
});
