import { addHours, addSeconds } from 'date-fns';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { readReport } from '@/lib/intake/read-report';
import { type Cast, createCast, useTestDatabase } from '@/lib/testing/test-database';
import { callWith, makeKey, testSite } from '@/lib/testing/vendor';
import { acknowledge } from '@/lib/triage/acknowledge';
import { assess } from '@/lib/triage/assess';
import { openReport } from '@/lib/triage/open-report';
import type { ApiSite } from './answer-vendor';
import { countStored } from './count-stored';
import { findReceipt } from './find-receipt';
import { revokeApiKey } from './revoke-api-key';
import { takeReport } from './take-report';

const db = useTestDatabase();
const now = new Date('2026-11-10T22:30:00Z');
let cast: Cast;
let site: ApiSite;
let key: string;
let keyId: string;

beforeAll(async () => {
  cast = await createCast(db());
  site = testSite(db());
  ({ key, id: keyId } = await makeKey(db(), cast.municipality.slug));
});

const REPORT = {
  sentAt: '2026-11-10T23:10:00+01:00',
  danger: 'yes',
  notifier: { kind: 'professional', name: 'Prøve Lærer', organisation: 'Prøveskolen', wantsFeedback: true },
  children: [{ name: 'Barn Prøve', birthDate: '2017-03-02', informed: false, informedReason: 'afventer' }],
  custodians: [{ name: 'Mor Prøve', informed: false }],
  concern: 'Barnet har blå mærker på ryggen.',
  otherAnswers: [{ label: 'Skole', value: 'Prøveskolen' }],
  attachments: [{ name: 'notat.txt', mediaType: 'text/plain', content: Buffer.from('et notat').toString('base64') }],
};

let counter = 0;
function deliver(body: unknown, { id = `id-${++counter}`, as = key, at = now, headers = {} as Record<string, string> } = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const init = { body: text, headers: { 'content-type': 'application/json', 'idempotency-key': id, ...headers } };
  return callWith(site, as, 'reports.write', at, (vendor, request) => takeReport(site, vendor, request, at), init);
}

const stored = () => db().prisma.report.count({ where: { municipalityId: cast.municipality.id } });
const reportOf = (receiptCode: string) =>
  db().prisma.report.findUniqueOrThrow({ where: { receiptCode }, include: { arrival: true, children: true, attachments: true } });
const read = (reportId: string) => readReport({ prisma: db().prisma, notifyChange: () => undefined }, reportId, now);

describe('a form vendor', () => {
  it('gets a receipt for a report that is stored with its clock, from when the notifier sent it', async () => {
    const answer = await deliver(REPORT);
    const { receiptCode, ...body } = await answer.json();
    expect([answer.status, body]).toEqual([201, { status: 'stored', receivedAt: '2026-11-10T22:10:00.000Z', readable: true }]);
    const report = await reportOf(receiptCode);
    expect(report).toMatchObject({ channelKind: 'api', urgency: 'acute', receivedAt: new Date('2026-11-10T22:10:00Z') });
    expect(Buffer.from(report.arrival.raw).toString()).toBe(JSON.stringify(REPORT));
  });

  it('has its report read: notifier, child, danger, attachments, and every answer in the text', async () => {
    const { receiptCode } = await (await deliver(REPORT)).json();
    await read((await reportOf(receiptCode)).id);
    const report = await reportOf(receiptCode);
    expect(report).toMatchObject({ readStatus: 'read', subject: 'Barn Prøve', urgency: 'acute' });
    expect(report.notifier).toMatchObject({ kind: 'professional', organisation: 'Prøveskolen', wantsFeedback: true });
    expect(report.children).toMatchObject([{ name: 'Barn Prøve', birthDate: '2017-03-02' }]);
    expect(report.attachments.map(({ name, content }) => [name, Buffer.from(content).toString()])).toEqual([['notat.txt', 'et notat']]);
    for (const part of [/^Barnet har blå mærker/, /Barn Prøve: kender ikke til underretningen: afventer/, /- Mor Prøve/, /Skole: Prøve/])
      expect(report.text).toMatch(part);
  });

  it('gets the first receipt for the same delivery again, and nothing is stored twice', async () => {
    const first = await deliver(REPORT, { id: 'again' });
    const before = await stored();
    const second = await deliver(REPORT, { id: 'again' });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect((await second.json()).receiptCode).toBe((await first.json()).receiptCode);
    expect(await stored()).toBe(before);
  });

  it('that delivers the same twice at once gets one report', async () => {
    const before = await stored();
    const answers = await Promise.all(Array.from({ length: 8 }, () => deliver(REPORT, { id: 'at-once' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(await stored()).toBe(before + 1);
  });

  it('that uses a key for other content gets 409, no receipt, and the telephone number', async () => {
    await deliver(REPORT, { id: 'reused' });
    const answer = await deliver({ ...REPORT, concern: 'Noget andet.' }, { id: 'reused' });
    const body = await answer.json();
    expect([answer.status, body.code, body.phone, body.receiptCode]).toEqual([409, 'other-content', '00 00 00 00', undefined]);
  });

  it('whose body departs from the format has it stored as acute all the same, and is told where it departs', async () => {
    const answer = await deliver({ concern: 'Han bliver slået.', children: [{ name: 7 }], skema: { felt: 'værdi' } });
    const body = await answer.json();
    expect([answer.status, body.readable, body.faults]).toEqual([201, false, { 'children.0.name': 'invalid_type' }]);
    const { id } = await reportOf(body.receiptCode);
    await read(id);
    const report = await reportOf(body.receiptCode);
    expect(report).toMatchObject({ readStatus: 'unreadable', urgency: 'acute', flags: ['unreadable-form'] });
    expect(report.text).toContain('concern: Han bliver slået.\nchildren.1.name: 7\nskema.felt: værdi');
  });

  it('whose body is no JSON at all has it stored and shown as it came', async () => {
    const body = await (await deliver('{"concern": "Afbrudt midt i')).json();
    expect([body.readable, body.faults]).toEqual([false, { body: 'not-json' }]);
    await read((await reportOf(body.receiptCode)).id);
    expect((await reportOf(body.receiptCode)).text).toContain('Afbrudt midt i');
  });

  it('may send members that the format does not name: staff see them', async () => {
    const body = await (await deliver({ concern: 'Bekymring.', kommuneFelt: { svar: 'ja' } })).json();
    await read((await reportOf(body.receiptCode)).id);
    expect((await reportOf(body.receiptCode)).text).toBe('Bekymring.\n\nAndre svar: kommuneFelt.svar: ja');
  });

  it('may send files as parts; another boundary at the next try is the same delivery', async () => {
    const send = (text: string) => {
      const form = new FormData();
      form.append('report', JSON.stringify({ concern: 'Se billedet.' }));
      form.append('file', new File([text], 'billede.png', { type: 'image/png' }));
      const init = { body: form, headers: { 'idempotency-key': 'parts' } };
      return callWith(site, key, 'reports.write', now, (vendor, request) => takeReport(site, vendor, request, now), init);
    };
    const [first, second, other] = [await send('bytes'), await send('bytes'), await send('other bytes')];
    expect([first.status, second.status, other.status]).toEqual([201, 200, 409]);
    const { receiptCode } = await first.json();
    await read((await reportOf(receiptCode)).id);
    expect((await reportOf(receiptCode)).attachments).toMatchObject([{ name: 'billede.png', mediaType: 'image/png', size: 5 }]);
  });

  it('without an Idempotency-Key, with another type or an empty body is refused, with the telephone number', async () => {
    const before = await stored();
    const answers = [
      await deliver(REPORT, { headers: { 'idempotency-key': '' } }),
      await deliver(REPORT, { headers: { 'content-type': 'text/plain' } }),
      await deliver('', {}),
    ];
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(bodies.map(({ status, fields, phone }) => [status, fields, phone])).toEqual([
      [422, { 'idempotency-key': 'missing' }, '00 00 00 00'],
      [422, { 'content-type': 'unsupported' }, '00 00 00 00'],
      [422, {}, '00 00 00 00'],
    ]);
    expect(await stored()).toBe(before);
  });

  it('is told 503 with the telephone number when the database is gone, also by a process that knows no key', async () => {
    await deliver(REPORT);
    const gone = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
    const without = { ...site, pool: gone.pool, prisma: gone.prisma, door: { ...site.door, pool: gone.pool } };
    const init = { body: JSON.stringify(REPORT), headers: { 'content-type': 'application/json', 'idempotency-key': 'gone' } };
    const answer = await callWith(without, key, 'reports.write', now, (v, request) => takeReport(without, v, request, now), init);
    const body = await answer.json();
    expect([answer.status, answer.headers.get('retry-after'), body]).toMatchObject([503, '120', { phone: '00 00 00 00' }]);
    expect(body.receiptCode).toBeUndefined();
    await gone.close();
  });
});

describe('a key', () => {
  it('that is missing, made up, expired or revoked opens nothing, and its refusal names nobody', async () => {
    const other = await makeKey(db(), cast.municipality.slug, { vendor: 'revoked' });
    await revokeApiKey(db().prisma, other.id, 'test', now);
    const old = await makeKey(db(), cast.municipality.slug, { vendor: 'old' });
    expect((await deliver(REPORT, { as: old.key })).status).toBe(201);
    await db().prisma.apiKey.update({ where: { id: old.id }, data: { expiresAt: now } });
    const refusals = await Promise.all(
      ['', 'x', `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`, other.key, old.key].map((as) => deliver(REPORT, { as })),
    );
    expect(refusals.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    for (const refusal of refusals) expect(await refusal.text()).not.toContain('00 00 00 00');
  });

  it('does only what its scopes say', async () => {
    const { key: reader } = await makeKey(db(), cast.municipality.slug, { scopes: ['receipts.read'] });
    expect((await deliver(REPORT, { as: reader })).status).toBe(403);
  });

  it('is stored as a hash only, and its making and ending stand in the log', async () => {
    const row = await db().prisma.apiKey.findUniqueOrThrow({ where: { id: keyId } });
    expect(JSON.stringify(row)).not.toContain(key.split('_').pop());
    const log = await db().prisma.auditEntry.findMany({ where: { municipalityId: cast.municipality.id, reportId: null } });
    expect(log.map(({ action }) => action)).toEqual(expect.arrayContaining(['api-key.added', 'api-key.revoked']));
  });

  it('that calls too often in a minute is told to wait, with nothing stored, and is heard again after it', async () => {
    const { key: eager } = await makeKey(db(), cast.otherMunicipality.slug, { vendor: 'eager' });
    const count = (at: Date) => callWith(site, eager, 'counts.read', at, async () => new Response());
    const answers = [];
    for (let call = 0; call < 61; call += 1) answers.push((await count(now)).status);
    expect([answers.filter((status) => status === 200).length, answers.at(-1)]).toEqual([60, 429]);
    expect((await count(addSeconds(now, 60))).status).toBe(200);
  });
});

describe('a receipt code', () => {
  it('tells stored, seen and assessed, and no more', async () => {
    const staff = {
      staffId: cast.owner.id,
      municipality: { id: cast.municipality.id, country: 'dk' as const, timeZone: 'Europe/Copenhagen' },
    };
    const { receiptCode } = await (await deliver(REPORT)).json();
    const { ref } = await reportOf(receiptCode);
    const ask = async () =>
      (await callWith(site, key, 'receipts.read', now, async (v) => Response.json(await findReceipt(site.pool, v, receiptCode)))).json();
    const storedAt = now.toISOString();
    expect(await ask()).toEqual({ receiptCode, storedAt, status: 'stored' });
    await openReport(db(), staff, ref, { kind: 'report' }, now);
    expect(await ask()).toEqual({ receiptCode, storedAt, status: 'seen' });
    const deps = { prisma: db().prisma, notifyChange: () => undefined };
    await acknowledge(deps, staff, ref, {}, now);
    await assess(deps, staff, ref, { outcome: 'close_without_inquiry', reason: 'prøve' }, now);
    expect(await ask()).toEqual({ receiptCode, storedAt, status: 'assessed' });
  });

  it('of another vendor or municipality is not found', async () => {
    const { receiptCode } = await (await deliver(REPORT)).json();
    const others = [await makeKey(db(), cast.municipality.slug, { vendor: 'another' }), await makeKey(db(), cast.otherMunicipality.slug)];
    for (const other of others) {
      const answer = await callWith(site, other.key, 'receipts.read', now, async (v) =>
        Response.json(await findReceipt(site.pool, v, receiptCode)),
      );
      expect(answer.status).toBe(404);
    }
  });
});

describe('the count for the balance', () => {
  it('gives each day of the municipality its number, the zeros too', async () => {
    const { key: own } = await makeKey(db(), cast.municipality.slug, { vendor: 'balance' });
    // 22:30 and 23:30 UTC are two days in Copenhagen.
    for (const at of [now, now, addHours(now, 1)]) await deliver(REPORT, { as: own, at });
    const period = { from: '2026-11-09', to: '2026-11-11' };
    const answer = await callWith(site, own, 'counts.read', now, async (v) => Response.json(await countStored(site.pool, v, period, now)));
    expect(await answer.json()).toEqual({
      timeZone: 'Europe/Copenhagen',
      days: [
        { day: '2026-11-09', stored: 0 },
        { day: '2026-11-10', stored: 2 },
        { day: '2026-11-11', stored: 1 },
      ],
    });
  });

  it('refuses a period that is turned round', async () => {
    const period = { from: '2026-11-11', to: '2026-11-09' };
    const answer = await callWith(site, key, 'counts.read', now, async (v) => Response.json(await countStored(site.pool, v, period, now)));
    expect(answer.status).toBe(422);
  });
});
