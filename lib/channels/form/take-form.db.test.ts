import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import type { Country } from '@/lib/domain/report';
import { LOCALES } from '@/lib/i18n/locales';
import { receiveReport } from '@/lib/intake/receive-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import type { FormSite } from './form-site';
import { readForm } from './read-form';
import { showForm, showList } from './show-form';
import { showReceipt } from './show-receipt';
import { takeForm } from './take-form';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:05:00Z');
const MB = 1024 * 1024;
const dataDir = mkdtempSync(path.join(tmpdir(), 'mottak-form-'));
const places: Partial<Record<Country, { id: string; slug: string }>> = {};

beforeAll(async () => {
  for (const country of ['dk', 'no', 'se'] as const) places[country] = (await createCast(db(), country)).municipality;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const place = (country: Country) => places[country] ?? { id: '', slug: '' };
const site = (changes: Partial<FormSite> = {}): FormSite => ({
  pool: db().pool,
  door: db().door,
  clock: () => now,
  dataDir,
  secure: false,
  ...changes,
});
const address = (slug: string, query = '') => `http://mottak.example/form/${slug}${query}`;

/** The form as a browser holds it after GET: every hidden field, nothing typed. */
async function openForm(country: Country): Promise<FormData> {
  const page = await (await showForm(site(), new Request(address(place(country).slug)), place(country).slug)).text();
  const form = new FormData();
  for (const [, name, value] of page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]+)">/g)) form.set(name ?? '', value ?? '');
  return form;
}

async function filled(country: Country, answers: Record<string, string>): Promise<FormData> {
  const form = await openForm(country);
  for (const [name, value] of Object.entries(answers)) form.set(name, value);
  return form;
}

const send = (country: Country, body: FormData | URLSearchParams | string, changes: Partial<FormSite> = {}, query = '') =>
  takeForm(site(changes), new Request(address(place(country).slug, query), { method: 'POST', body }), place(country).slug);

const DANISH = {
  'underretter.type': 'privatperson',
  beskrivelse: 'Hun er <alene> & "bange"',
  'barn.1.fornavn': 'Ida',
  'barn.1.efternavn': 'Bro',
};
const NORWEGIAN = {
  'melder.meldertype': 'offentlig_melder',
  'melder.navn': 'Kari Nes',
  beskrivelse: 'Han sover ikke',
  'barn.1.fornavn': 'Per',
  akuttFare: 'ved ikke',
};
const SWEDISH = {
  'anmalare.typ': 'barnet_sjalvt',
  'anmalare.anonym': 'ja',
  beskrivning: 'jag är rädd',
  akutFara: 'ja',
  'barn.1.fornamn': 'Åsa',
};

const countReports = (country: Country) => db().prisma.report.count({ where: { municipalityId: place(country).id } });
const codeOf = (response: Response) => /mottak-receipt=([^.]+)\./.exec(response.headers.get('set-cookie') ?? '')?.[1];
const storedReport = (code: string | undefined) =>
  db().prisma.report.findUniqueOrThrow({ where: { receiptCode: code ?? '' }, include: { arrival: true } });

describe('a report sent from a municipality’s form', () => {
  it.each([
    ['dk', DANISH, 'Ida Bro'],
    ['no', NORWEGIAN, 'Per'],
    ['se', SWEDISH, 'Åsa'],
  ] as const)('%s: is stored as it was sent and read again', async (country, answers, child) => {
    const response = await send(country, await filled(country, answers));
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).not.toContain(codeOf(response) ?? 'no code');
    const { arrival } = await storedReport(codeOf(response));
    expect(arrival.receivedAt).toEqual(now);
    expect(arrival.envelope).toMatchObject({ country, formVersion: '1.1' });
    const result = await readForm({
      raw: arrival.raw,
      mediaType: arrival.mediaType,
      envelope: arrival.envelope as Record<string, unknown>,
    });
    expect(result).toMatchObject({ status: 'read', flags: [], children: [{ name: child }] });
  });

  it('is taken urlencoded too', async () => {
    const form = await filled('se', SWEDISH);
    const response = await send('se', new URLSearchParams([...form].map(([name, value]): [string, string] => [name, String(value)])));
    const { arrival } = await storedReport(codeOf(response));
    expect(arrival.mediaType).toMatch(/^application\/x-www-form-urlencoded/);
  });

  it('keeps no address of the sender', async () => {
    const response = await send('dk', await filled('dk', DANISH));
    const { arrival } = await storedReport(codeOf(response));
    expect(Object.keys(arrival.envelope as object).sort()).toEqual([
      'country',
      'formToken',
      'formVersion',
      'language',
      'municipalityLocale',
    ]);
  });

  it('sent twice is one report with one code', async () => {
    const form = await filled('dk', DANISH);
    const before = await countReports('dk');
    const codes = (await Promise.all([send('dk', form), send('dk', form), send('dk', form)])).map(codeOf);
    expect(new Set(codes).size).toBe(1);
    expect(codes[0]).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/);
    expect(await countReports('dk')).toBe(before + 1);
  });

  it('that was added to after going back is a second report: the addition is not lost', async () => {
    const form = await filled('dk', DANISH);
    const first = codeOf(await send('dk', form));
    form.set('beskrivelse', 'Nu er han kommet tilbage');
    expect(codeOf(await send('dk', form))).not.toBe(first);
  });

  it('without our token, or with one that nobody made, is stored all the same', async () => {
    for (const token of [undefined, '<script>', 'x']) {
      const form = await filled('dk', DANISH);
      form.delete('formToken');
      if (token) form.set('formToken', token);
      expect((await send('dk', form)).status).toBe(303);
    }
  });

  it('takes three files of 25 MB', async () => {
    const form = await filled('dk', DANISH);
    for (const name of ['a.mp4', 'b.mp4', 'c.mp4'])
      form.append('vedhaeftninger', new File([new Uint8Array(25 * MB)], name, { type: 'video/mp4' }));
    const { arrival } = await storedReport(codeOf(await send('dk', form)));
    const result = await readForm({ raw: arrival.raw, mediaType: arrival.mediaType, envelope: {} });
    expect(result.attachments.map(({ name, content }) => [name, content.byteLength])).toEqual([
      ['a.mp4', 25 * MB],
      ['b.mp4', 25 * MB],
      ['c.mp4', 25 * MB],
    ]);
  }, 60_000);

  it('takes ten megabytes of text and a NUL byte', async () => {
    const text = `${'æ\u0000 '.repeat((10 * MB) / 4)}slut`;
    const response = await send('dk', await filled('dk', { ...DANISH, beskrivelse: text }));
    expect(response.status).toBe(303);
    const { arrival } = await storedReport(codeOf(response));
    expect((await readForm({ raw: arrival.raw, mediaType: arrival.mediaType, envelope: {} })).text.startsWith(text)).toBe(true);
  }, 60_000);
});

describe('every question of the form', () => {
  /** One answer to each question that the page asks, different ones where anything may be written. */
  async function answerAll(country: Country): Promise<{ form: FormData; typed: string[] }> {
    const page = await (await showForm(site(), new Request(address(place(country).slug)), place(country).slug)).text();
    const form = await openForm(country);
    const typed: string[] = [];
    for (const [tag, name] of page.matchAll(/<(?:input|textarea) id="[^"]+" name="([^"]+)"(?![^>]*type="file")[^>]*>/g)) {
      const value = /date|dato|datum/.test(name ?? '')
        ? `2015-03-0${typed.length % 9}`.replace('-00', '-09')
        : `Svar ${typed.length} på ${name}`;
      const address = tag.includes('type="email"') ? `x${typed.length}@notifier.example` : value;
      typed.push(address);
      form.set(name ?? '', address);
    }
    for (const [, name, value] of page.matchAll(/<input type="radio" id="[^"]+" name="([^"]+)" value="([^"]+)"/g))
      form.set(name ?? '', value ?? '');
    return { form, typed };
  }

  it.each(['dk', 'no', 'se'] as const)('%s: reaches the caseworker under a label, and is kept when something is wrong', async (country) => {
    const { form, typed } = await answerAll(country);
    expect(typed.length).toBeGreaterThan(40);
    const { arrival } = await storedReport(codeOf(await send(country, form)));
    const { text } = await readForm({ raw: arrival.raw, mediaType: arrival.mediaType, envelope: {} });
    expect(typed.filter((value) => !text.includes(value))).toEqual([]);
    expect([...form.keys()].filter((name) => text.includes(`${name}: `))).toEqual([]);
    form.delete('beskrivelse');
    form.delete('beskrivning');
    const page = await (await send(country, form)).text();
    const concern = typed.filter((value) => /beskriv(else|ning)$/.test(value));
    expect(concern).toHaveLength(1);
    expect(typed.filter((value) => !page.includes(value))).toEqual(concern);
    expect(page).not.toMatch(/<details class="more"><summary>/);
    for (const [, name, value] of page.matchAll(/<input type="radio" id="[^"]+" name="([^"]+)" value="([^"]+)" checked/g))
      expect(form.get(name ?? '')).toBe(value);
  });

  it('Norway asks what its national schema asks of each child and guardian; Denmark and Sweden ask where the parents live', async () => {
    const names = async (country: Country) => [...(await answerAll(country)).form.keys()];
    expect(await names('no')).toEqual(
      expect.arrayContaining([
        ...['historie', 'andreSynspunkter', 'andreHjelpeinstanser', 'barn.2.telefon', 'barn.2.relasjon', 'barn.2.bostedsadresse'],
        ...['barn.1.orientert', 'barn.1.orientertGrunn', 'foresatte.2.orientert', 'foresatte.2.orientertGrunn'],
      ]),
    );
    expect(await names('dk')).toEqual(expect.arrayContaining(['foraeldre.1.adresse', 'foraeldre.2.adresse', 'kontaktMedForaeldre']));
    expect(await names('se')).toEqual(expect.arrayContaining(['vardnadshavare.2.adress', 'barnetInformerat']));
  });
});

describe('the receipt', () => {
  const open = (cookie: string | null) =>
    showReceipt(
      site(),
      new Request(address(place('dk').slug, '/receipt?lang=en'), cookie ? { headers: { cookie } } : {}),
      place('dk').slug,
    );

  it('is shown once the report is stored, and again after a reload', async () => {
    const sent = await send('dk', await filled('dk', DANISH), { secure: true });
    const cookie = sent.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(new RegExp(`Path=/form/${place('dk').slug}/receipt; Max-Age=600; HttpOnly; SameSite=Lax; Secure$`));
    for (const _reload of [1, 2]) {
      const page = await open(cookie.split(';')[0] ?? '');
      expect(page.status).toBe(200);
      expect(await page.text()).toContain(`<code>${codeOf(sent)}</code>`);
    }
  });

  it('is never made up: without the cookie, or with another’s nonsense in it, there is none', async () => {
    for (const cookie of [null, 'mottak-receipt=<b>1</b>.1', 'mottak-receipt=AAAA-AAAA.1793000000000']) {
      const page = await open(cookie);
      expect(page.status).toBe(404);
      expect(await page.text()).not.toContain('<code>');
    }
  });
});

describe('a form that is filled in wrongly', () => {
  const wrong = async (country: Country, answers: Record<string, string>) => {
    const before = await countReports(country);
    const response = await send(country, await filled(country, answers), {}, '?lang=en');
    expect(await countReports(country)).toBe(before);
    expect(response.headers.get('set-cookie')).toBeNull();
    return { status: response.status, page: await response.text() };
  };

  it('comes back with everything that was typed, a list of errors that leads to the fields, and the telephone number', async () => {
    const { status, page } = await wrong('dk', { ...DANISH, 'barn.1.foedselsdato': '31.2.2015', 'underretter.email': 'ingen' });
    expect(status).toBe(422);
    expect(page).toContain('<title>Error: ');
    expect(page).toContain('<a href="#f-barn-1-foedselsdato">There is no such date.');
    expect(page).toMatch(/id="f-barn-1-foedselsdato"[^>]* value="31\.2\.2015"[^>]* aria-invalid="true"/);
    expect(page).toContain('Hun er &lt;alene&gt; &amp; &quot;bange&quot;</textarea>');
    expect(page).toContain('value="privatperson" checked');
    expect(page.indexOf('#f-barn-1-foedselsdato')).toBeLessThan(page.indexOf('#f-underretter-email'));
    expect(page).toContain('href="tel:00000000"');
  });

  it('refuses a birth date more than ten months ahead, and takes a due date within them', async () => {
    const dated = (date: string) => ({ ...DANISH, 'barn.1.foedselsdato': date });
    const { status, page } = await wrong('dk', dated('3.9.2027'));
    expect(status).toBe(422);
    expect(page).toContain('<a href="#f-barn-1-foedselsdato">The date is too far ahead.');
    expect(page).toContain('value="3.9.2027"');
    expect((await send('dk', await filled('dk', dated('2.9.2027')))).status).toBe(303);
  });

  it('names the concern and the kind of notifier as the only things that must be there', async () => {
    const { page } = await wrong('no', {});
    expect([...page.matchAll(/<li><a href="#([^"]+)">/g)].map(([, id]) => id)).toEqual(['f-beskrivelse', 'f-melder-meldertype']);
  });

  it.each([
    ['a professional who wants to be anonymous', { ...NORWEGIAN, 'melder.anonym': 'ja' }, 'cannot be anonymous'],
    ['a professional without a name', { ...NORWEGIAN, 'melder.navn': ' ' }, 'Write your name'],
    [
      'somebody anonymous who gives a telephone number',
      { ...NORWEGIAN, 'melder.meldertype': 'privatperson', 'melder.anonym': 'ja' },
      'but gave a name',
    ],
    ['an answer that the form does not have', { ...NORWEGIAN, akuttFare: 'kanskje' }, 'Choose one of the answers'],
  ])('refuses %s and keeps the text', async (_case, answers, sentence) => {
    const { status, page } = await wrong('no', answers);
    expect(status).toBe(422);
    expect(page).toContain(sentence);
    expect(page).toContain('Han sover ikke</textarea>');
  });

  it('names the files that must be chosen again when one is larger than 25 MB', async () => {
    const form = await filled('dk', DANISH);
    form.append('vedhaeftninger', new File([new Uint8Array(26 * MB)], 'stor <fil>.mp4'));
    const response = await send('dk', form);
    const page = await response.text();
    expect(response.status).toBe(422);
    expect(page).toContain('større end 25 MB');
    expect(page).toContain('<li>stor &lt;fil&gt;.mp4</li>');
    expect(page).toContain('bange&quot;</textarea>');
  }, 60_000);

  it('keeps the text also when the whole is beyond what is taken in', async () => {
    const form = await filled('dk', DANISH);
    for (const name of ['a', 'b']) form.append('vedhaeftninger', new File([new Uint8Array(110 * MB)], name));
    const response = await send('dk', form);
    expect(response.status).toBe(413);
    expect(await response.text()).toContain('bange&quot;</textarea>');
  }, 60_000);

  it('keeps a text that begins with a line break as it was typed', async () => {
    const { page } = await wrong('dk', { beskrivelse: '\nAnden linje' });
    expect(page).toMatch(/<textarea id="f-beskrivelse"[^>]*>\n\r?\nAnden linje<\/textarea>/);
  });

  it('shows itself in another language without losing a word', async () => {
    const response = await send('dk', await filled('dk', { ...DANISH, visSprog: 'sv' }));
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('<html lang="sv">');
    expect(page).toContain('bange&quot;</textarea>');
  });

  it('that no browser sends is refused with a page', async () => {
    expect((await send('dk', '{"blanket":"dk-underretning"}')).status).toBe(415);
    const broken = new Request(address(place('dk').slug), {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': 'multipart/form-data' },
    });
    expect((await takeForm(site(), broken, place('dk').slug)).status).toBe(400);
    expect((await send('dk', new FormData())).status).toBe(422);
    expect((await takeForm(site(), new Request(address('nowhere'), { method: 'POST', body: new FormData() }), 'nowhere')).status).toBe(404);
  });
});

describe('without a database', () => {
  const gone = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
  const broken = () => ({ pool: gone.pool, door: { ...db().door, pool: gone.pool } });
  afterAll(() => gone.close());

  it('sending answers 503 with the telephone number, the whole text and no receipt', async () => {
    const form = await filled('dk', DANISH);
    const response = await send('dk', form, broken());
    const page = await response.text();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('120');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(page).toContain('IKKE modtaget');
    expect(page).toContain('href="tel:00000000"');
    expect(page).toContain('Hun er &lt;alene&gt; &amp; &quot;bange&quot;</textarea>');
    expect(page).toContain(`name="formToken" value="${form.get('formToken')}"`);
    expect((await send('dk', form)).status).toBe(303);
  });

  it('a database that is up but cannot store answers the same', async () => {
    const response = await send('dk', await filled('dk', DANISH), { door: broken().door });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('IKKE modtaget');
  });

  it('opening the form answers 503 with the telephone number, also in a process that never saw the database', async () => {
    await openForm('dk');
    delete (globalThis as { mottakPublicFacts?: unknown }).mottakPublicFacts;
    const response = await showForm(site(broken()), new Request(address(place('dk').slug)), place('dk').slug);
    expect(response.status).toBe(503);
    const page = await response.text();
    expect(page).toContain('href="tel:00000000"');
    expect(page).not.toContain('<form');
    expect((await showList(site(broken()), new Request(address('')))).status).toBe(503);
  });

  it('and without anything known, the page still names 112', async () => {
    const nothing = { ...broken(), dataDir: path.join(dataDir, 'nowhere') };
    const response = await showForm(site(nothing), new Request(address('dk')), 'dk');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('href="tel:112"');
  });
});

describe('the pages', () => {
  it('speak five languages in each country, and run, load and leak nothing', async () => {
    for (const country of ['dk', 'no', 'se'] as const) {
      for (const locale of LOCALES) {
        const response = await showForm(site(), new Request(address(place(country).slug, `?lang=${locale}`)), place(country).slug);
        const page = await response.text();
        expect(page).toContain(`<html lang="${locale}">`);
        expect(page).toContain('href="tel:112"');
        expect(page).not.toMatch(/<script|\son\w+=|undefined|\[object/);
        expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
        expect(response.headers.get('referrer-policy')).toBe('no-referrer');
        expect(response.headers.get('cache-control')).toBe('no-store');
      }
    }
  });

  it('follow the browser’s language, else the municipality’s', async () => {
    const languageOf = async (headers: Record<string, string>) =>
      /<html lang="(\w+)"/.exec(
        await (await showForm(site(), new Request(address(place('no').slug), { headers }), place('no').slug)).text(),
      )?.[1];
    expect(await languageOf({ 'accept-language': 'de, nn;q=0.8' })).toBe('nn');
    expect(await languageOf({ 'accept-language': 'de' })).toBe('nb');
    expect(await languageOf({})).toBe('nb');
  });

  it('list the municipalities, and say so where there is none', async () => {
    const list = await showList(site(), new Request('http://mottak.example/form?lang=sv'));
    expect(await list.text()).toContain(`href="/form/${place('se').slug}?lang=sv"`);
    expect((await showForm(site(), new Request(address('nowhere')), 'nowhere')).status).toBe(404);
  });
});

describe('the twenty sample forms', () => {
  it('become twenty reports', async () => {
    const files = readdirSync('samples/forms').filter((file) => file.endsWith('.json'));
    for (const file of files) {
      const country = file.slice(3, 5) as Country;
      const incoming = {
        municipalityId: place(country).id,
        channel: { kind: 'form', name: 'form' } as const,
        externalId: file,
        raw: readFileSync(`samples/forms/${file}`),
        mediaType: 'application/json',
        envelope: {},
        receivedAt: now,
        receivedAtSource: 'test',
      };
      const receipt = await receiveReport(db().door, incoming, now);
      const { arrival } = await storedReport(receipt.receiptCode);
      expect(receipt.status).toBe('stored');
      expect(await readForm({ raw: arrival.raw, mediaType: arrival.mediaType, envelope: {} })).toMatchObject({ status: 'read' });
    }
    expect(files).toHaveLength(20);
  });
});
