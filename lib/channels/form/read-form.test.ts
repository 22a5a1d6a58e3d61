import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '@/lib/domain/urgency/classify';
import { LOCALES } from '@/lib/i18n/locales';
import { childField, FORM_NAMES } from './form-names';
import { readForm } from './read-form';

const samples = readFileSync('samples/forms/INDEX.tsv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [file: string, form: string, label: string, child: string, note: string]);

const bytes = (text: string) => new TextEncoder().encode(text);
const sample = (number: string) => {
  const file = samples.find(([name]) => name.startsWith(number))?.[0];
  return readForm({ raw: readFileSync(`samples/forms/${file}`), mediaType: 'application/json', envelope: {} });
};

const BOUNDARY = '----WebKitFormBoundaryA1b2C3';
const multipart = (parts: [name: string, value: string, file?: string][], end = `--${BOUNDARY}--\r\n`) =>
  bytes(
    parts
      .map(([name, value, file]) => {
        const disposition = `Content-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"\r\nContent-Type: text/plain`}`;
        return `--${BOUNDARY}\r\n${disposition}\r\n\r\n${value}\r\n`;
      })
      .join('') + end,
  );
const readMultipart = (raw: Uint8Array, envelope = {}) =>
  readForm({ raw, mediaType: `multipart/form-data; boundary=${BOUNDARY}`, envelope });

describe('a JSON submission', () => {
  it.each(samples)('%s is read with its child, its concern first and its notifier', async (file, _form, _label, child) => {
    const raw = readFileSync(`samples/forms/${file}`);
    const result = await readForm({ raw, mediaType: 'application/json', envelope: {} });
    const told = JSON.parse(raw.toString()) as Record<string, string>;
    expect(result.status).toBe('read');
    expect(result.text.startsWith(told.beskrivelse ?? told.beskrivning ?? '?')).toBe(true);
    expect(result.notifier?.kind).not.toBe('unknown');
    if (child) expect(result.children.map(({ name }) => name)).toContain(child);
    else expect(result.children).toEqual([{ birthDate: '2027-01-26', unborn: true, whereabouts: 'termin 26-01-2027' }]);
  });

  it('loses no answer: every value of every sample stands in the text', async () => {
    const values = (value: unknown): string[] =>
      value === null || typeof value === 'boolean'
        ? []
        : typeof value === 'object'
          ? Object.values(value).flatMap(values)
          : [String(value)];
    const ofForm = /^(dk-|no-|se-|nb$|nn$|\d\.\d$|2026-2$)/;
    const words =
      /^(ja|nej|nei|ved[ _]ikke|vet_ej|delvis|fagperson|privatperson|barnet_(selv|sjalvt)|myndighe[dt]|offentlig_melder|yrkesverksam)$/;
    for (const [file] of samples) {
      const raw = readFileSync(`samples/forms/${file}`);
      const { text } = await readForm({ raw, mediaType: 'application/json', envelope: {} });
      const missing = values(JSON.parse(raw.toString())).filter(
        (value) => !ofForm.test(value) && !words.test(value) && !text.includes(value),
      );
      expect(missing, file).toEqual([]);
    }
  });

  it('tells the danger as the notifier ticked it', async () => {
    expect((await sample('07')).danger).toBe('yes');
    expect((await sample('12')).danger).toBe('no');
    expect((await sample('02')).danger).toBe('unknown');
  });

  it('names the child, or the unborn child, in the subject, in the language of the form', async () => {
    expect((await sample('01')).subject).toBe('Underretning: Carl-Emil Torp Vinding');
    expect((await sample('04')).subject).toBe('Underretning: ufødt barn');
    expect((await sample('11')).subject).toBe('Bekymringsmelding: Aster Tesfai');
    expect((await sample('20')).subject).toBe('Orosanmälan: Rojda Yildirim Sand');
  });

  it('knows an anonymous neighbour and a professional with a workplace', async () => {
    expect((await sample('02')).notifier).toEqual({ kind: 'private', anonymous: true, role: 'Nabo', wantsFeedback: false });
    expect((await sample('08')).notifier).toMatchObject({ kind: 'professional', anonymous: false, organisation: 'Granåsen skole' });
  });

  it('says that attachments are named but not there', async () => {
    const result = await sample('01');
    expect(result.flags).toContain('attachment-missing');
    expect(result.attachments).toEqual([]);
    expect(result.text).toContain('observationer_aug-okt.pdf');
  });
});

describe('a submission of the web form', () => {
  it('gives children, attachments and the answers in the municipality’s language', async () => {
    const result = await readMultipart(
      multipart([
        ['blanket', 'dk-underretning'],
        ['formToken', 'secret'],
        ['beskrivelse', 'Første linje\r\nAnden linje'],
        ['underretter.type', 'foraelder'],
        ['barn.1.fornavn', 'Ida'],
        ['barn.1.foedselsdato', '27.3.2015'],
        ['barn.3.fornavn', 'Bo'],
        ['barn.3.ufoedt', 'ja'],
        ['vedhaeftninger', 'indhold', 'C:\\billeder\\note æ.txt'],
        ['vedhaeftninger', '', ''],
        ['fremmed', 'et svar uden spørgsmål'],
      ]),
      { municipalityLocale: 'da' },
    );
    expect(result).toMatchObject({
      status: 'read',
      flags: [],
      subject: 'Underretning: Ida, Bo',
      notifier: { kind: 'parent', anonymous: false },
    });
    expect(result.children).toEqual([
      { name: 'Ida', birthDate: '2015-03-27' },
      { name: 'Bo', unborn: true },
    ]);
    expect(result.attachments.map(({ name, content }) => [name, Buffer.from(content).toString()])).toEqual([['note æ.txt', 'indhold']]);
    expect(result.text).toContain('Første linje\nAnden linje');
    expect(result.text).toContain('fremmed: et svar uden spørgsmål');
    expect(result.text).not.toContain('secret');
  });

  it('is read as far as it goes when its end is missing', async () => {
    const parts: [string, string][] = [
      ['skjema', 'no-bekymringsmelding'],
      ['beskrivelse', 'Hel tekst'],
      ['barn.1.fornavn', 'Li'],
    ];
    const result = await readMultipart(multipart(parts, `--${BOUNDARY}\r\nContent-Disposition: form-data; name="barn.1.et`));
    expect(result).toMatchObject({ status: 'read', flags: ['cut-off'], children: [{ name: 'Li' }] });
  });

  it('is read when it is urlencoded', async () => {
    const raw = bytes('formular=se-orosanmalan&beskrivning=%C3%85sa+%26+oro&akutFara=ja&anmalare.typ=barnet_sjalvt');
    const result = await readForm({ raw, mediaType: 'application/x-www-form-urlencoded', envelope: {} });
    expect(result).toMatchObject({ status: 'read', danger: 'yes', subject: 'Orosanmälan', notifier: { kind: 'child' } });
    expect(result.text.startsWith('Åsa & oro')).toBe(true);
  });
});

describe('the labels that stand in the text', () => {
  it.each(LOCALES)('%s: raise no urgency of their own, when every question is answered with nothing alarming', async (locale) => {
    for (const names of Object.values(FORM_NAMES)) {
      const { no } = names;
      const groups = [names.child, names.guardian, names.sibling, names.attachment].flatMap(({ at, parts }) =>
        Object.values(parts).map((part) => `${at}.1.${part}`),
      );
      const own = [...Object.values(names.case), ...Object.values(names.notifier.parts).map((part) => `${names.notifier.at}.${part}`)];
      const answers = Object.fromEntries([...groups, ...own].map((name) => [name, no]));
      const body = new URLSearchParams({
        ...answers,
        [names.envelope.form ?? '']: names.id,
        [childField(names, 1, 'birthDate')]: '27.3.2015',
      });
      const read = await readForm({
        raw: bytes(String(body)),
        mediaType: 'application/x-www-form-urlencoded',
        envelope: { municipalityLocale: locale },
      });
      const { reasons } = classify({ ...read, flags: [], readStatus: read.status, receivedAt: new Date('2026-11-02T10:00:00Z') });
      expect(reasons, read.text).toEqual([{ rule: 'ordinary' }]);
    }
  });
});

describe('what cannot be read', () => {
  it('goes to a person with what can be shown of it', async () => {
    expect(await readForm({ raw: bytes('{"blanket":'), mediaType: 'application/json', envelope: {} })).toMatchObject({
      status: 'unreadable',
      text: '{"blanket":',
      flags: ['unreadable-form'],
    });
    expect(await readForm({ raw: bytes('{"skema":"x","tekst":"hjælp"}'), mediaType: 'application/json', envelope: {} })).toMatchObject({
      status: 'unreadable',
      text: 'skema: x\ntekst: hjælp',
      flags: ['unknown-form'],
    });
  });

  it('says that the concern is empty and that a date is none', async () => {
    const raw = bytes('{"formular":"se-orosanmalan","barn":{"fodelsedatum":"2015-02-31"}}');
    expect((await readForm({ raw, mediaType: 'application/json', envelope: {} })).flags).toEqual(['empty-body', 'invalid-date']);
  });

  it('never throws, whatever the bytes and the media type', async () => {
    const mediaTypes = fc.constantFrom(
      'application/json',
      'multipart/form-data',
      `multipart/form-data; boundary=${BOUNDARY}`,
      'application/x-www-form-urlencoded',
      'x',
      '',
    );
    const json = fc.json().map(bytes);
    const nested = fc.constant(bytes(`{"blanket":"dk-underretning","barn":${'['.repeat(50_000)}${']'.repeat(50_000)}}`));
    const cut = fc.nat(200).map((end) =>
      multipart([
        ['blanket', 'dk-underretning'],
        ['beskrivelse', 'x'],
      ]).subarray(0, end),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.uint8Array(), json, nested, cut),
        mediaTypes,
        fc.dictionary(fc.string(), fc.anything()),
        async (raw, mediaType, envelope) => {
          expect(['read', 'unreadable']).toContain((await readForm({ raw, mediaType, envelope })).status);
        },
      ),
      { numRuns: 300 },
    );
  });
});
