import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { readReport } from '@/lib/intake/read-report';
import { type Cast, createCast, useTestDatabase } from '@/lib/testing/test-database';
import { callWith, makeKey, testSite } from '@/lib/testing/vendor';
import { type HandOver, type Misbehaviour, sendMessage } from '@/simulators/sdk-access-point/send-message';
import type { SdkSample } from '@/simulators/sdk-access-point/xhe';
import type { ApiSite } from '../api/answer-vendor';
import { parseXml, textAt } from '../xml/xml-tree';
import { takeSdkMessage } from './take-sdk-message';

const db = useTestDatabase();
/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const now = new Date('2026-11-10T09:20:00Z');
let cast: Cast;
let site: ApiSite;
let key: string;

beforeAll(async () => {
  cast = await createCast(db(), 'se');
  site = testSite(db());
  ({ key } = await makeKey(db(), cast.municipality.slug, { scopes: ['sdk.deliver'], vendor: 'sdk', addresses: ['SDK.orosanmalan'] }));
});

const overRoute =
  (headers: Record<string, string> = {}, at: ApiSite = site): HandOver =>
  async (xml) => {
    const answer = await callWith(at, key, 'sdk.deliver', now, (v, request) => takeSdkMessage(at, v, request, now), { body: xml, headers });
    return { status: answer.status, body: await answer.text() };
  };

const send = (sample: SdkSample, misbehaviour?: Misbehaviour, headers = {}) => sendMessage(overRoute(headers), sample, misbehaviour);

/** What the receipt says: id of the envelope, the decision, and the code of a refused line. */
function receiptOf(body: string) {
  const response = parseXml(Buffer.from(body));
  const document = ['DocumentResponse'] as const;
  return [
    textAt(response ?? undefined, ...document, 'DocumentReference', 'ID'),
    textAt(response ?? undefined, ...document, 'Response', 'ResponseCode'),
    textAt(response ?? undefined, ...document, 'LineResponse', 'Response', 'ResponseCode'),
  ];
}

async function reports(xheId: string) {
  const where = { municipalityId: cast.municipality.id, arrival: { externalId: { startsWith: xheId } } };
  const found = await db().prisma.report.findMany({ where, select: { id: true } });
  for (const { id } of found) await readReport({ prisma: db().prisma, notifyChange: () => undefined }, id, now);
  return db().prisma.report.findMany({ where, include: { arrival: true, attachments: true } });
}

describe('a message of Säker digital kommunikation', () => {
  it('is accepted when it is stored, and is a report with text, sender, file and clock', async () => {
    const file = { name: 'bild.png', type: 'image/png', content: new Uint8Array(Buffer.from(PIXEL, 'base64')) };
    const { xml, answers } = await send({ xheId: 'a1', text: 'Eleven kommer <hungrig> & trött.', files: [file] });
    expect(answers.map(({ status, body }) => [status, ...receiptOf(body)])).toEqual([[200, 'a1', 'ACCEPTED', undefined]]);
    const [report] = await reports('a1');
    expect(report).toMatchObject({
      channelKind: 'secure_post',
      readStatus: 'read',
      subject: 'Orosanmälan',
      text: 'Eleven kommer <hungrig> & trött.',
      receivedAt: new Date('2026-11-10T09:00:00Z'),
      flags: ['confidential', 'unread-attachment'],
      notifier: { kind: 'professional', organisation: 'Provskolan sdk.elevhalsa.0203:skolan.prov.example (0203:skolan.prov.example)' },
    });
    expect(Buffer.from(report?.arrival.raw ?? []).toString()).toBe(xml);
    expect(report?.attachments.map(({ name, size }) => [name, size])).toEqual([['bild.png', 70]]);
  });

  it('names sender and receiver turned round in its receipt', async () => {
    const { answers } = await send({ xheId: 'parties', text: 'Prov.' });
    const response = parseXml(Buffer.from(answers[0]?.body ?? '')) ?? undefined;
    expect([textAt(response, 'SenderParty', 'EndpointID'), textAt(response, 'ReceiverParty', 'EndpointID')]).toEqual([
      '0203:kommunen.prov.example',
      '0203:skolan.prov.example',
    ]);
    expect([
      textAt(response, 'CustomizationID'),
      textAt(response, 'ProfileID'),
      textAt(response, 'IssueDate'),
      textAt(response, 'IssueTime'),
    ]).toEqual(['urn:fdc:digg.se:edelivery:messagetype:response:1', 'bdx:noprocess', '2026-11-10', '09:20:00Z']);
  });

  it('has its clock from when the access point took it, where the message service says so', async () => {
    await send({ xheId: 'clock', text: 'Prov.' }, undefined, { 'x-received-at': '2026-11-08T20:15:00+01:00' });
    expect(await reports('clock')).toMatchObject([{ receivedAt: new Date('2026-11-08T19:15:00Z') }]);
  });

  it.each(['duplicate', 'again'] as const)('that is handed over %s is one report with one receipt', async (misbehaviour) => {
    const { answers } = await send({ xheId: misbehaviour, text: 'Prov.' }, misbehaviour);
    expect(answers.map(({ body }) => receiptOf(body)[1])).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(new Set(answers.map(({ body }) => textAt(parseXml(Buffer.from(body)) ?? undefined, 'ID'))).size).toBe(1);
    expect(await reports(misbehaviour)).toHaveLength(1);
  });

  it('is a report of its own when another one has the same id', async () => {
    await send({ xheId: 'same', text: 'Ett barn.' });
    await send({ xheId: 'same', text: 'Ett annat barn.' });
    expect((await reports('same')).map(({ text }) => text).sort()).toEqual(['Ett annat barn.', 'Ett barn.']);
  });

  it('to a functional address that is not the one for reports is taken, and flagged', async () => {
    const { answers } = await send({ xheId: 'wrong', text: 'Prov.', to: 'sdk.bygglov' });
    expect(receiptOf(answers[0]?.body ?? '')[1]).toBe('ACCEPTED');
    expect((await reports('wrong'))[0]?.flags).toContain('wrong-address');
  });

  it('that is still encrypted is stored as acute and rejected, so that both sides know', async () => {
    const { answers } = await send({ xheId: 'closed', text: 'Prov.' }, 'encrypted');
    expect(receiptOf(answers[0]?.body ?? '')).toEqual(['closed', 'REJECTED', 'BV']);
    expect(await reports('closed')).toMatchObject([
      { readStatus: 'unreadable', urgency: 'acute', flags: expect.arrayContaining(['encrypted']) },
    ]);
  });

  it.each(['cut', 'page'] as const)('of which only a %s arrives is stored as acute and rejected', async (misbehaviour) => {
    const before = await db().prisma.report.count();
    const { xml, answers } = await send({ xheId: misbehaviour, text: `Prov ${misbehaviour}.` }, misbehaviour);
    expect(receiptOf(answers[0]?.body ?? '').slice(1)).toEqual(['REJECTED', 'SV']);
    expect(await db().prisma.report.count()).toBe(before + 1);
    const arrival = await db().prisma.arrival.findFirstOrThrow({ orderBy: { storedAt: 'desc' }, where: { size: Buffer.byteLength(xml) } });
    expect(Buffer.from(arrival.raw).toString()).toBe(xml);
  });

  it('gets no receipt at all when it cannot be stored', async () => {
    const gone = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
    const without = { ...site, pool: gone.pool, prisma: gone.prisma, door: { ...site.door, pool: gone.pool } };
    const { answers } = await sendMessage(overRoute({}, without), { text: 'Prov.' });
    expect([answers[0]?.status, answers[0]?.body]).toEqual([503, expect.not.stringContaining('ApplicationResponse')]);
    await gone.close();
  });

  it('that defines entities of its own is not followed into them', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>`;
    expect(parseXml(Buffer.from(bomb))).toBeNull();
  });
});
