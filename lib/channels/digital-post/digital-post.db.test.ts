import { beforeAll, describe, expect, it } from 'vitest';
import { readReport } from '@/lib/intake/read-report';
import { type Cast, createCast, useTestDatabase } from '@/lib/testing/test-database';
import { callWith, makeKey, testSite } from '@/lib/testing/vendor';
import type { ApiSite } from '../api/answer-vendor';
import { parseXml, textAt } from '../xml/xml-tree';
import { takeMemo } from './take-memo';

const db = useTestDatabase();
const now = new Date('2026-11-10T09:20:00Z');
let cast: Cast;
let site: ApiSite;
let key: string;

beforeAll(async () => {
  cast = await createCast(db(), 'dk');
  site = testSite(db());
  ({ key } = await makeKey(db(), cast.municipality.slug, { scopes: ['digital-post.deliver'], vendor: 'sf1606' }));
});

/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

const base64 = (text: string) => Buffer.from(text).toString('base64');

function memo(uuid: string, { files = '', additional = '' } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<memo:Message xmlns:memo="https://DigitalPost.dk/MeMo-1" xmlns:grd="https://data.gov.dk/model/core/" memoVersion="1.1" memoSchVersion="1.1.0">
 <memo:MessageHeader><memo:messageType>DIGITALPOST</memo:messageType><memo:messageUUID>${uuid}</memo:messageUUID><memo:label>Underretning</memo:label>
  <memo:Sender><memo:senderID>00000000</memo:senderID><memo:idType>CVR</memo:idType><memo:label>Prøve Hospital</memo:label>
   <memo:AttentionData><memo:AttentionPerson><memo:personID>1</memo:personID><memo:label>Prøve Læge</memo:label></memo:AttentionPerson></memo:AttentionData></memo:Sender>
  <memo:Recipient><memo:recipientID>00000001</memo:recipientID><memo:idType>CVR</memo:idType></memo:Recipient>
  <memo:ContentData><grd:CPRdata><grd:cprNumber>0000000000</grd:cprNumber><grd:name>Barn Prøve</grd:name></grd:CPRdata></memo:ContentData>
 </memo:MessageHeader>
 <memo:MessageBody><memo:createdDateTime>2026-11-10T08:55:00Z</memo:createdDateTime>
  <memo:MainDocument><memo:label>Brev</memo:label>${files}</memo:MainDocument>${additional}</memo:MessageBody>
</memo:Message>`;
}

const file = (name: string, type: string, content: string) =>
  `<memo:File><memo:encodingFormat>${type}</memo:encodingFormat><memo:filename>${name}</memo:filename><memo:language>da</memo:language><memo:content>${content}</memo:content></memo:File>`;

function deliver(xml: string): Promise<Response> {
  return callWith(site, key, 'digital-post.deliver', now, (vendor, request) => takeMemo(site, vendor, request, now), {
    body: xml,
    headers: { 'content-type': 'application/xml' },
  });
}

async function decisionOf(answer: Response) {
  const receipt = parseXml(Buffer.from(await answer.text())) ?? undefined;
  return [answer.status, textAt(receipt, 'ReceiptStatus'), textAt(receipt, 'MessageUUID')];
}

async function reportOf(uuid: string) {
  const where = { municipalityId: cast.municipality.id, arrival: { externalId: { startsWith: uuid } } };
  const { id } = await db().prisma.report.findFirstOrThrow({ where, select: { id: true } });
  await readReport({ prisma: db().prisma, notifyChange: () => undefined }, id, now);
  return db().prisma.report.findUniqueOrThrow({ where: { id }, include: { attachments: true, children: true } });
}

describe('a message of Digital Post', () => {
  it('is accepted when it is stored, and read: text, sender, child, and every document as a file', async () => {
    const xml = memo('m1', {
      files: file('brev.html', 'text/html', base64('<p>Vi er bekymrede for <b>et barn</b>.</p><script>x</script>')),
      additional: `<memo:AdditionalDocument><memo:label>Notat</memo:label>${file('notat.txt', 'text/plain', base64('Et notat.'))}${file('billede.png', 'image/png', PIXEL)}</memo:AdditionalDocument>
        <memo:TechnicalDocument>${file('data.txt', 'text/plain', base64('maskine'))}</memo:TechnicalDocument>`,
    });
    expect(await decisionOf(await deliver(xml))).toEqual([200, 'COMPLETED', 'm1']);
    const report = await reportOf('m1');
    expect(report).toMatchObject({ readStatus: 'read', subject: 'Underretning', receivedAt: new Date('2026-11-10T08:55:00Z') });
    expect(report.text).toBe('Vi er bekymrede for et barn.\n\n--- notat.txt ---\nEt notat.');
    expect(report.notifier).toMatchObject({ kind: 'professional', organisation: 'Prøve Hospital', name: 'Prøve Læge' });
    expect(report.children).toMatchObject([{ name: 'Barn Prøve', nationalId: '0000000000' }]);
    expect(report.attachments.map(({ name }) => name)).toEqual(['brev.html', 'notat.txt', 'billede.png', 'data.txt']);
    expect(report.flags).toEqual(['unread-attachment']);
  });

  it('that comes again is accepted again and stays one report', async () => {
    const xml = memo('m2', { files: file('brev.txt', 'text/plain', base64('Et brev.')) });
    await deliver(xml);
    const before = await db().prisma.report.count();
    expect(await decisionOf(await deliver(xml))).toEqual([200, 'COMPLETED', 'm2']);
    expect(await db().prisma.report.count()).toBe(before);
  });

  it('without a word to read is stored as acute', async () => {
    await deliver(memo('m3', { files: file('scan.pdf', 'application/pdf', base64('%PDF-')) }));
    expect(await reportOf('m3')).toMatchObject({
      readStatus: 'unreadable',
      urgency: 'acute',
      flags: ['empty-body', 'unread-attachment', 'unreadable-attachment'],
    });
  });

  it('with a file that is damaged shows what there is, flagged', async () => {
    await deliver(
      memo('m4', { files: `${file('brev.txt', 'text/plain', base64('Et brev.'))}${file('x.pdf', 'application/pdf', '*no base64*')}` }),
    );
    expect(await reportOf('m4')).toMatchObject({ text: 'Et brev.', flags: ['attachment-damaged', 'other-type-than-name'] });
  });

  it.each(['<html>', '<Message/>'])('that is none (%s) is stored as acute and rejected, so that both sides know', async (body) => {
    const before = await db().prisma.report.count();
    expect(await decisionOf(await deliver(body))).toEqual([400, 'INVALID', undefined]);
    expect(await db().prisma.report.count()).toBe(before + 1);
  });
});
