import { strToU8 } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { readArrival } from '@/lib/intake/read-arrival';
import { readReport } from '@/lib/intake/read-report';
import { readersWith } from '@/lib/intake/readers';
import { openFiksAccount } from '@/lib/testing/fiks-account';
import { useTestDatabase } from '@/lib/testing/test-database';
import { encryptFor, type KeyPair, makeKeyPair } from '@/simulators/fiks-io/certificate';
import { offentligConcern, privatConcern } from '@/simulators/fiks-io/samples';
import { type FiksSimulator, startFiksSimulator } from '@/simulators/fiks-io/start-fiks-simulator';
import { NO_KEYS } from '../email/mail-keys';
import { checkAccount } from './check-account';

const db = useTestDatabase();
const soon = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 20_000 });
let simulator: FiksSimulator;
let signing: KeyPair;
let box: Awaited<ReturnType<typeof openFiksAccount>>;

beforeAll(async () => {
  simulator = await startFiksSimulator();
  signing = makeKeyPair('Storvåg kommune');
}, 90_000);
afterAll(() => simulator.close());
afterEach(() => box.stop());
beforeEach(async () => {
  simulator.replies.length = 0;
  box = await openFiksAccount(db(), simulator, signing);
});

const answers = () => simulator.replies.map(({ answersTo, type }) => [answersTo, type.replace('no.ks.fiks.', '')]);
const MOTTATT = 'bekymringsmelding.mottatt.v1';
const FEILET = 'bekymringsmelding.feilet.v1';

/** Receives until so many replies came, and ends. */
async function receive(replies: number, changes = {}): Promise<void> {
  const stop = box.receive(changes);
  await soon(() => expect(simulator.replies).toHaveLength(replies));
  await stop();
}

async function read(reportId: string) {
  const readers = readersWith({ ...NO_KEYS, ...box.account.keys });
  const deps = {
    prisma: db().prisma,
    notifyChange: () => undefined,
    read: (kind: 'secure_post', arrival: never) => readArrival(readers, kind, arrival),
  };
  await readReport(deps as never, reportId, box.account.clock());
  return db().prisma.report.findUniqueOrThrow({ where: { id: reportId }, include: { children: true, attachments: true } });
}

describe('a report of concern that comes over Fiks IO', () => {
  it('is answered mottatt, without a body, when it is stored, and then only taken from the queue', async () => {
    const id = await simulator.send({
      concern: offentligConcern('v2'),
      type: 'no.ks.fiks.bekymringsmelding.offentlig.v2',
      concernId: 'concern-1',
    });
    await receive(1);
    expect(simulator.replies).toMatchObject([{ type: `no.ks.fiks.${MOTTATT}`, answersTo: id, file: null }]);
    expect(await simulator.queue()).toMatchObject({ ready: 0 });
    const [report] = await box.reports();
    expect(report).toMatchObject({ receivedAt: new Date('2026-11-10T08:13:29Z'), channelKind: 'secure_post' });
    expect(report?.arrival.receivedAtSource).toBe('sendingstidspunkt');
    expect(report?.fiksMessages).toMatchObject([
      { meldingId: id, concernId: 'concern-1', reply: 'mottatt', nextTryAt: null, replyId: simulator.replies[0]?.id },
    ]);
    expect(await read(report?.id ?? '')).toMatchObject({
      readStatus: 'read',
      children: [{ name: 'Ada Prøvesen' }, { name: 'Bo Prøvesen' }],
      attachments: [{ name: 'bekymringsmelding.pdf' }],
    });
  });

  it('and is delivered twice is one report, answered once', async () => {
    const sending = { concern: privatConcern(), meldingId: 'same-id', concernId: 'concern-2' };
    await simulator.send(sending);
    await receive(1);
    const stop = box.receive();
    await simulator.send(sending);
    await soon(() => expect(db().changes.filter((id) => id === box.municipality.id)).toHaveLength(2));
    await stop();
    expect(await simulator.queue()).toMatchObject({ ready: 0 });
    expect(await box.reports()).toHaveLength(1);
    expect(answers()).toEqual([['same-id', MOTTATT]]);
  });

  it('and is sent again under a new id, encrypted anew, has the first receipt and is answered again', async () => {
    const first = await simulator.send({ concern: privatConcern(), concernId: 'concern-3' });
    const second = await simulator.send({ concern: privatConcern(), concernId: 'concern-3' });
    await receive(2);
    const reports = await box.reports();
    expect(reports).toHaveLength(1);
    expect(reports[0]?.fiksMessages.map(({ meldingId }) => meldingId).sort()).toEqual([first, second].sort());
    expect(answers().sort()).toEqual(
      [
        [first, MOTTATT],
        [second, MOTTATT],
      ].sort(),
    );
  });

  it('is two reports when two different ones come under one id', async () => {
    await simulator.send({ concern: privatConcern(), concernId: 'concern-4' });
    await simulator.send({ concern: privatConcern({ melding: 'Et annet barn.' }), concernId: 'concern-4' });
    await receive(2);
    expect(await box.reports()).toHaveLength(2);
  });

  it.each([
    ['damaged', () => encryptFor(simulator.account, strToU8('PK this is no archive')), ['unreadable-message'], 'ASiC-E'],
    ['encrypted for somebody else', () => encryptFor(makeKeyPair('other'), strToU8('PK')), ['encrypted'], 'kryptert'],
  ])('and is %s is stored as acute with its original, and answered feilet in a signed file', async (_what, body, flags, word) => {
    const raw = body();
    const id = await simulator.send({ body: raw });
    await receive(1);
    expect(simulator.replies).toMatchObject([{ type: `no.ks.fiks.${FEILET}`, answersTo: id, file: { name: 'feilmelding.json' } }]);
    expect(JSON.parse(simulator.replies[0]?.file?.content ?? '')).toEqual({ melding: expect.stringContaining(word) });
    const [report] = await box.reports();
    expect(Buffer.from(report?.arrival.raw ?? [])).toEqual(Buffer.from(raw));
    expect(await read(report?.id ?? '')).toMatchObject({
      readStatus: 'unreadable',
      urgency: 'acute',
      flags: expect.arrayContaining(flags),
    });
  });

  it('and lies in Dokumentlager is an unread item that says so', async () => {
    const id = await simulator.send({ headers: { 'dokumentlager-id': 'a-document' } });
    await receive(1);
    expect(answers()).toEqual([[id, FEILET]]);
    const [report] = await box.reports();
    expect(await read(report?.id ?? '')).toMatchObject({
      readStatus: 'unreadable',
      urgency: 'acute',
      flags: expect.arrayContaining(['left-in-dokumentlager']),
      text: expect.stringContaining('a-document'),
    });
  });
});

describe('a message of another type', () => {
  it('is answered that it is not valid, is in the queue, and the channel says so', async () => {
    const id = await simulator.send({ type: 'no.ks.fiks.arkiv.v1.opprett', body: strToU8('noe') });
    await receive(1);
    expect(answers()).toEqual([[id, 'kvittering.ugyldigforespoersel.v1']]);
    expect(await box.reports()).toMatchObject([{ flags: ['other-message-type'], urgency: 'acute' }]);
    await checkAccount(box.account);
    expect((await box.channel()).lastError).toContain('1 message of a type that is no report of concern');
  });

  it('that is a receipt of the platform is in the queue and never answered', async () => {
    await simulator.send({ type: 'no.ks.fiks.kvittering.tidsavbrudd', headers: { 'svar-til': 'our-reply' } });
    const after = await simulator.send({ concern: privatConcern(), concernId: 'concern-after' });
    await receive(1);
    expect(answers()).toEqual([[after, MOTTATT]]);
    await soon(async () => expect(await box.reports()).toHaveLength(2));
    const receipt = (await box.reports()).find(({ flags }) => flags.includes('other-message-type'));
    expect(await read(receipt?.id ?? '')).toMatchObject({ readStatus: 'read', text: expect.stringContaining('our-reply') });
  });
});

describe('a database that is gone', () => {
  it('leads to no reply and no taking, and the message is stored when it is back', async () => {
    const gone = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
    const { door } = box.account;
    const stop = box.receive({ door: { ...door, pool: gone.pool } });
    const id = await simulator.send({ concern: privatConcern(), concernId: 'gone' });
    await soon(() => expect(box.account.state).toMatchObject({ storing: 'fails', inHand: 1 }));
    await checkAccount(box.account);
    expect((await box.channel()).lastError).toContain('could not be stored yet');
    expect(simulator.replies).toEqual([]);
    box.account.door = door;
    await soon(() => expect(answers()).toEqual([[id, MOTTATT]]));
    await stop();
    await gone.close();
  });
});
