import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArrival } from '@/lib/intake/read-arrival';
import { READERS } from '@/lib/intake/readers';
import { offentligConcern, privatConcern } from '@/simulators/fiks-io/samples';
import { loadMailKeys, NO_KEYS } from '../email/mail-keys';
import { FIKS_MEDIA_TYPE, readFiks } from './read-fiks';

let folder: string;
const file = (name: string) => path.join(folder, name);
const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mottak-fiks-'));
  for (const name of ['ours', 'theirs'])
    run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.pem`, '-out', `${name}.crt`, '-subj', `/CN=${name}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const container = (concern: unknown, more: Record<string, Uint8Array> = {}) =>
  zipSync({
    mimetype: strToU8('application/vnd.etsi.asic-e+zip'),
    'bekymringsmelding.json': strToU8(typeof concern === 'string' ? concern : JSON.stringify(concern)),
    'META-INF/asicmanifest.xml': strToU8('<x/>'),
    ...more,
  });
const envelope = (changes = {}) => ({ type: 'no.ks.fiks.bekymringsmelding.privat.v2', municipalityLocale: 'nb', ...changes });
const read = (raw: Uint8Array, keys = NO_KEYS) => readFiks({ raw, mediaType: FIKS_MEDIA_TYPE, envelope: envelope() }, keys);
const readConcern = (concern: unknown) => read(container(concern));

function sealed(bytes: Uint8Array, recipient = 'ours'): Buffer {
  writeFileSync(file('plain'), bytes);
  run(
    'cms',
    '-encrypt',
    '-in',
    'plain',
    '-out',
    'sealed',
    '-binary',
    '-outform',
    'DER',
    '-aes256',
    '-recip',
    `${recipient}.crt`,
    '-keyopt',
    'rsa_padding_mode:oaep',
    '-keyopt',
    'rsa_oaep_md:sha256',
  );
  return readFileSync(file('sealed'));
}

/** Every value that a person wrote, wherever it stands. */
function valuesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() ? [value.trim()] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [];
}

describe('a report of concern from the national portal', () => {
  it.each([
    ['privat v1 and v2', privatConcern()],
    ['offentlig v1', offentligConcern('v1')],
    ['offentlig v2', offentligConcern('v2')],
  ])('%s shows every field that was filled in', async (_version, concern) => {
    const { text, status, flags } = await readConcern(concern);
    expect([status, flags]).toEqual(['read', []]);
    for (const value of valuesIn(concern)) expect(text).toContain(value);
  });

  it('of a professional names every child and who reports', async () => {
    const { subject, children, notifier } = await readConcern(offentligConcern('v2'));
    expect(subject).toBe('Bekymringsmelding: Ada Prøvesen, Bo Prøvesen');
    expect(children).toEqual([
      { name: 'Ada Prøvesen', nationalId: '01881558781', address: 'Kongleveien 8, 9998 Storvåg' },
      { name: 'Bo Prøvesen', birthDate: '2019-03-27', address: 'Kongleveien 8, 9998 Storvåg' },
    ]);
    expect(notifier).toEqual({
      kind: 'professional',
      anonymous: false,
      name: 'Sunniva Gjerstad',
      role: 'Lærer',
      organisation: 'Granåsen skole (000000000)',
      phone: '00415590',
      email: 'sunniva.gjerstad@granaasen.example',
    });
  });

  it('stands in the order of the form whatever the order on the line, with answers as words', async () => {
    const turned = Object.fromEntries(Object.entries(offentligConcern('v2')).reverse());
    const { text } = await readConcern(turned);
    const places = [
      'Kommune: Storvåg',
      'Offentlig melder',
      'Barn 1',
      'Ufødt: nei',
      'Barn 2',
      'Foresatt 1',
      'Orientert om meldingen: ja',
      'Behov for tolk',
    ];
    const found = places.map((place) => text.indexOf(place));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  it('keeps fields that the schema does not name, under their own names', async () => {
    const { text } = await readConcern({ ...privatConcern(), nyttFelt: { inni: ['a', 'b'] }, haster: true });
    expect(text).toContain('inni: ["a","b"]');
    expect(text).toContain('haster: ja');
  });

  it('with an empty list of children, which the schema lets through, is read and says so', async () => {
    expect(await readConcern({ ...privatConcern(), privatBarn: [] })).toMatchObject({
      status: 'read',
      children: [],
      flags: ['no-child-named'],
    });
  });

  it('about an unborn child has its term and no number', async () => {
    const barn = { fnr: '12.04.2027', ufoedt: true, personnavn: '', adresse: { adresselinje1: 'Ukjent' }, orientert: false };
    const { children, subject } = await readConcern({ ...offentligConcern('v2'), offentligBarn: [barn] });
    expect(children).toEqual([{ birthDate: '2027-04-12', unborn: true, address: 'Ukjent' }]);
    expect(subject).toBe('Bekymringsmelding: ufødt barn');
  });

  it.each([
    ['', { anonymous: true }],
    ['Anonym', { anonymous: true }],
    ['Åse Prøve', { anonymous: false, name: 'Åse Prøve' }],
  ])('from a private notifier called "%s" says whether it is anonymous', async (personnavn, expected) => {
    const { notifier } = await readConcern({ ...privatConcern(), privatMelder: { personnavn } });
    expect(notifier).toEqual({ kind: 'private', ...expected });
  });

  it('in nynorsk has its labels in nynorsk', async () => {
    const arrival = { raw: container(privatConcern()), mediaType: FIKS_MEDIA_TYPE, envelope: envelope({ municipalityLocale: 'nn' }) };
    expect((await readFiks(arrival, NO_KEYS)).text).toContain('Anslått alder: 10');
  });
});

describe('the body of a message', () => {
  it('is opened with the key of the account, and its PDF is kept beside the text', async () => {
    const raw = sealed(container(privatConcern(), { 'bekymringsmelding.pdf': strToU8('%PDF-1.4 invented') }));
    const result = await read(raw, loadMailKeys({ SMIME_KEY_FILE: file('ours.pem') }));
    expect(result).toMatchObject({ status: 'read', children: [{ name: 'Vilja' }] });
    expect(result.attachments).toMatchObject([{ name: 'bekymringsmelding.pdf', mediaType: 'application/pdf', flags: ['opened-with-key'] }]);
  });

  it.each([
    ['encrypted for somebody else', () => sealed(container(privatConcern()), 'theirs'), 'encrypted'],
    ['cut off', () => container(privatConcern()).subarray(0, 90), 'unreadable-message'],
    ['a page', () => strToU8('<html>502</html>'), 'unreadable-message'],
    ['without the JSON', () => zipSync({ 'noe.txt': strToU8('a') }), 'unreadable-message'],
    ['with JSON that breaks off', () => container('{"melding": "Barnet'), 'unreadable-message'],
  ])('that is %s is unreadable and flagged', async (_what, raw, flag) => {
    expect(await read(raw(), loadMailKeys({ SMIME_KEY_FILE: file('ours.pem') }))).toMatchObject({ status: 'unreadable', flags: [flag] });
  });

  it('that is nested without end is unreadable', async () => {
    const deep = `{"melding": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(await read(container(deep))).toMatchObject({ status: 'unreadable' });
  });

  it('of a shape that nobody knows is shown field by field', async () => {
    expect(await readConcern({ a: { b: 'Barnet er redd.' } })).toMatchObject({
      status: 'unreadable',
      text: expect.stringContaining('Barnet er redd.'),
    });
  });

  it('whatever it is, is read without breaking, and nothing in it is left out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom('melding', 'privatBarn', 'offentligBarn', 'privatMelder', 'foresatte', 'adresse', 'x'),
          fc.jsonValue(),
        ),
        async (concern) => {
          const { text } = await readConcern(concern);
          for (const value of Object.values(concern))
            if (typeof value === 'string' && /^[a-z0-9]+$/i.test(value)) expect(text).toContain(value);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of a receipt of the platform is shown, and called automatic', async () => {
    const headers = { type: 'no.ks.fiks.kvittering.tidsavbrudd', 'svar-til': 'an-id' };
    const arrival = { raw: strToU8(JSON.stringify(headers)), mediaType: 'application/vnd.mottak.fiks-headers+json', envelope: headers };
    expect(await readArrival(READERS, 'secure_post', arrival)).toMatchObject({
      status: 'read',
      automatic: 'bounce',
      text: expect.stringContaining('an-id'),
    });
  });
});
