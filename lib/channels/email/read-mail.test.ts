import { describe, expect, it } from 'vitest';
import { type SampleMail, sampleMail, sampleMailFiles, sampleMails } from '@/lib/testing/sample-mail';
import { readMail } from './read-mail';

const read = (raw: Uint8Array | string) =>
  readMail({ raw: typeof raw === 'string' ? Buffer.from(raw, 'latin1') : raw, mediaType: 'message/rfc822', envelope: {} });
const mail = (head: string[], body: string[]) => ['From: a@notifier.example', ...head, 'MIME-Version: 1.0', '', ...body, ''].join('\r\n');
const number = (sample: SampleMail) => Number(sample.file.slice(0, 2));

/** The name stands only in what is not read yet: scan 09, DOCX 10, TNEF 12, PDF 50; encrypted are 14 and 15. */
const NOT_READ_YET: Record<number, string> = {
  9: 'unread-attachment',
  10: 'unread-attachment',
  12: 'unreadable-attachment',
  14: 'encrypted',
  15: 'encrypted',
  50: 'unread-attachment',
};

describe('the sixty sample mails', () => {
  it('are the ones of the index', () => {
    expect(
      sampleMails()
        .map(({ file }) => file)
        .sort(),
    ).toEqual(sampleMailFiles());
    expect(sampleMailFiles()).toHaveLength(60);
  });

  it.each(sampleMails().map((sample) => [sample.file, sample] as const))(
    '%s: the child’s name is readable, or the report says why not',
    async (_, sample) => {
      const result = await read(sample.raw);
      const missing = NOT_READ_YET[number(sample)];
      if (missing) {
        expect(result).toMatchObject({ status: 'unreadable', flags: expect.arrayContaining([missing]) });
        expect(result.attachments.length).toBeGreaterThan(0);
        return;
      }
      const seen = [result.subject, result.text, ...result.attachments.map(({ name }) => name)].join('\n').replace(/\s+/g, ' ');
      for (const name of sample.childNames) for (const part of name.split(' ')) expect(seen.toLowerCase()).toContain(part.toLowerCase());
      expect(result.status).toBe([23, 49].includes(number(sample)) ? 'unreadable' : 'read');
      expect(seen).not.toMatch(/\p{Cc}|\uFFFD|Ã.|=\?/u);
    },
  );

  it('only the mails that are automatic by their own account are marked so, and no report is', async () => {
    const marked: [number, string][] = [];
    for (const sample of sampleMails()) {
      const { automatic } = await read(sample.raw);
      if (automatic) marked.push([number(sample), automatic]);
    }
    expect(marked).toEqual([
      [45, 'auto-reply'],
      [46, 'bounce'],
      [47, 'bulk'],
      [48, 'bulk'],
    ]);
  });
});

describe('child and notifier', () => {
  it('a form vendor’s mail names child, notifier and the answer about danger, and its noreply address is nobody’s', async () => {
    const result = await read(sampleMail(43));
    expect(result.children).toEqual([
      { name: 'Jonathan Brask Meldgaard', nationalId: '801115-7263', address: 'Ravnsbjergvej 102, 4798 Lindevang' },
    ]);
    expect(result.notifier).toEqual({
      kind: 'unknown',
      anonymous: false,
      name: 'Mia Thorup Lykkegaard',
      role: 'Lærer',
      organisation: 'Korshøj Skole',
      phone: '00 64 81 13',
    });
    expect(result.danger).toBe('no');
  });

  it('an XML attachment is read by its elements and shown as text', async () => {
    const result = await read(sampleMail(44));
    expect(result.children).toEqual([
      { name: 'Meja Sundelin', nationalId: '20180928-2385', address: 'Tegelbruksgatan 6, 990 01 Tallvik', school: 'Ängsskolan, åk 2' },
    ]);
    expect(result).toMatchObject({ notifier: { name: 'Alexandra Fjällborg', anonymous: false }, danger: 'unknown' });
    expect(result.text).toContain('barn, fornamn: Meja');
  });

  it('a line that labels the child is enough; a signature below it is not the child', async () => {
    const result = await read(
      mail(
        ['Content-Type: text/plain; charset=utf-8'],
        ['Barnet: Ida Prøve, 770324-5581', '', 'Hun er alene.', '', 'Navn: Nabo Hansen', 'Adresse: Vej 1'],
      ),
    );
    expect(result.children).toEqual([{ name: 'Ida Prøve', nationalId: '770324-5581' }]);
  });

  it('a section heading says whose the plain labels below it are', async () => {
    const result = await read(
      mail(
        [],
        [
          'Melder',
          'Navn: Kari Nordmann',
          'Telefon: 00 11 22 33',
          '',
          'Barnet',
          'Fornavn: Ola',
          'Etternavn: Nordmann',
          'Fodselsdato: x',
          'Personnummer: 20862195168',
        ],
      ),
    );
    expect(result.children).toEqual([{ name: 'Ola Nordmann', nationalId: '20862195168' }]);
    expect(result.notifier).toMatchObject({ name: 'Kari Nordmann', phone: '00 11 22 33' });
  });

  it('a sender whose encoded name holds a comma is one notifier', async () => {
    const result = await read(['From: =?utf-8?Q?Modtagelsen=2C_B=C3=B8rn?= <x@y.example>', '', 'A text.'].join('\r\n'));
    expect(result.notifier).toEqual({ kind: 'unknown', anonymous: false, name: 'Modtagelsen, Børn', email: 'x@y.example' });
  });

  it('without From the sender of the envelope is named', async () => {
    const result = await readMail({
      raw: Buffer.from('Subject: x\r\n\r\nA text.'),
      mediaType: 'message/rfc822',
      envelope: { from: 'e@v.example' },
    });
    expect(result.notifier).toEqual({ kind: 'unknown', anonymous: false, email: 'e@v.example' });
  });
});

describe('charsets', () => {
  const smørbrød = Buffer.from('blåbær på smørbrød');
  const text = async (head: string, bytes: Buffer) =>
    (await read(Buffer.concat([Buffer.from(`Subject: x\r\n${head}\r\n\r\n`), bytes]))).text;

  it.each([
    ['no charset, UTF-8', 'X-A: b', smørbrød],
    ['no charset, one byte a letter', 'X-A: b', Buffer.from('blåbær på smørbrød', 'latin1')],
    ['utf-8 in name only', 'Content-Type: text/plain; charset=utf-8', Buffer.from('blåbær på smørbrød', 'latin1')],
    ['iso-8859-1 in name only', 'Content-Type: text/plain; charset=iso-8859-1', smørbrød],
    ['us-ascii with 8-bit bytes', 'Content-Type: text/plain; charset=us-ascii', Buffer.from('blåbær på smørbrød', 'latin1')],
    ['a charset that does not exist', 'Content-Type: text/plain; charset=x-nonsense', smørbrød],
    ['UTF-7', 'Content-Type: text/plain; charset=unicode-1-1-utf-7', Buffer.from('bl+AOU-b+AOY-r p+AOU- sm+APg-rbr+APg-d')],
    ['UTF-7 in name only', 'Content-Type: text/plain; charset=utf-7', smørbrød],
    [
      'windows-1252 called latin-1 with a name in quotes',
      'Content-Type: text/plain; charset="latin-1"',
      Buffer.from('blåbær på smørbrød', 'latin1'),
    ],
    ['UTF-16 with its label and no mark', 'Content-Type: text/plain; charset=utf-16le', Buffer.from('blåbær på smørbrød', 'utf16le')],
    [
      'a charset in pieces (RFC 2231)',
      'Content-Type: text/plain; charset*0=iso-88; charset*1=59-1',
      Buffer.from('blåbær på smørbrød', 'latin1'),
    ],
    [
      'UTF-16 with its mark and no label',
      'X-A: b',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('blåbær på smørbrød', 'utf16le')]),
    ],
  ])('%s', async (_, head, bytes) => expect(await text(head, bytes)).toBe('blåbær på smørbrød'));

  it('curly quotes, dash and euro of windows-1252 survive, also under the label iso-8859-1', async () => {
    expect(await text('Content-Type: text/plain; charset=iso-8859-1', Buffer.from([0x93, 0x41, 0x94, 0x20, 0x96, 0x20, 0x80]))).toBe(
      '“A” – €',
    );
  });

  it('a UTF-8 mail that quotes one-byte text loses neither', async () => {
    const bytes = Buffer.concat([Buffer.from('Jeg så børnene på skolen i går, sætter jeg.\r\n> '), Buffer.from('på gården', 'latin1')]);
    expect(await text('Content-Type: text/plain; charset=utf-8', bytes)).toBe('Jeg så børnene på skolen i går, sætter jeg.\n> på gården');
  });

  it('NUL bytes do not tear words apart', async () => {
    expect(await text('X-A: b', Buffer.from('s\u0000øster'))).toBe('søster');
  });

  it('an encoded word that is cut in the middle of a letter, unfinished, or of an unknown charset is read as far as it goes', async () => {
    const subject = async (value: string) => (await read(`Subject: ${value}\r\n\r\nx`)).subject;
    expect(await subject('=?utf-8?B?w4U=?= =?utf-8?Q?se_=C3?=\r\n =?utf-8?Q?=98l?=')).toBe('Åse Øl');
    expect(await subject('=?x-none?Q?b=E5de?= og =?utf-8?Q?resten')).toBe('både og resten');
    expect(await subject('no words =? here ?= at all')).toBe('no words =? here ?= at all');
  });
});

describe('what a mail hides or hangs on', () => {
  it('a mail without a body is unreadable and keeps its subject', async () => {
    expect(await read(sampleMail(49))).toMatchObject({
      status: 'unreadable',
      flags: ['empty-body'],
      text: '',
      subject: 'Underretning vedr. Karla Nymark – ring til mig',
    });
  });

  it('HTML shows no scripts, forms, remote pictures nor what its writer hid; a small picture inside the mail is shown', async () => {
    const html = [
      '<style>.x{display:none} @media print{.keep{display:none}}</style><p class="keep">Seen</p><p class="x">Hidden one</p><p style="display: none">Hidden two</p>',
      '<script>alert(1)</script><form action="https://evil.example"><input value="a"><button>Go</button></form><img src="https://evil.example/p.gif"><img src="cid:pic">',
      '<a href="javascript:alert(1)" onclick="x()">link</a><iframe src="https://evil.example"></iframe><svg onload="x()"></svg><p style="background:url(https://evil.example)">End</p>',
    ].join('\n');
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const result = await read(
      mail(
        ['Content-Type: multipart/related; boundary=b'],
        [
          '--b',
          'Content-Type: text/html',
          '',
          html,
          '--b',
          'Content-Type: image/png; name=p.png',
          'Content-ID: <pic>',
          'Content-Transfer-Encoding: base64',
          '',
          png,
          '--b--',
        ],
      ),
    );
    expect(result.html).toContain('<img src="data:image/png;base64,iVBOR');
    expect(result.html).toContain('Seen');
    expect(result.html).not.toMatch(/evil|script|Hidden|<form|<input|<button|<iframe|<svg|onclick|style/);
    expect(result.text).toMatch(/^Seen/);
    expect(result).toMatchObject({ status: 'read', flags: [] });
  });

  it('a table of an HTML form reads as labels and values', async () => {
    const rows = [
      ['Barnets navn', 'Ida Prove'],
      ['Melders navn', 'Kari'],
      ['Telefon', '00 11 22 33'],
      ['Er barnet i akutt fare nå?', 'Ja'],
    ];
    const html = `<table>${rows.map(([a, b]) => `<tr><td><b>${a}</b></td><td>${b}</td></tr>`).join('')}</table>`;
    const result = await read(Buffer.from(`Content-Type: text/html; charset=utf-8\r\nPrecedence: bulk\r\n\r\n${html}`));
    expect(result.text).toContain('Barnets navn: Ida Prove');
    expect(result).toMatchObject({ children: [{ name: 'Ida Prove' }], danger: 'yes' });
    expect(result.automatic).toBeUndefined();
  });

  it('mails inside mails are read, also in base64, and their attachments come along', async () => {
    const inner = mail(
      ['Subject: Inner', 'Content-Type: multipart/mixed; boundary=i'],
      [
        '--i',
        '',
        'The child hides in the cellar.',
        '--i',
        'Content-Type: text/plain; name=note.txt',
        'Content-Disposition: attachment; filename=note.txt',
        '',
        'A note about Wednesday.',
        '--i--',
      ],
    );
    const result = await read(
      mail(
        ['Content-Type: multipart/mixed; boundary=o'],
        [
          '--o',
          '',
          'See below.',
          '--o',
          'Content-Type: message/rfc822',
          'Content-Transfer-Encoding: base64',
          '',
          Buffer.from(inner).toString('base64'),
          '--o--',
        ],
      ),
    );
    expect(result.text).toContain('The child hides in the cellar.');
    expect(result.text).toContain('--- note.txt ---\nA note about Wednesday.');
    expect(result.attachments.map(({ name }) => name)).toEqual(['attachment-1.eml', 'note.txt']);
    expect(Buffer.from(result.attachments[1]?.content ?? []).toString()).toBe('A note about Wednesday.');
  });

  it.each([
    ['of known length', OPAQUE_SIGNED],
    ['of unknown length', OPAQUE_STREAMED],
  ])('text inside an opaque S/MIME signature %s is read', async (_, signed) => {
    const result = await read(
      mail(['Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m', 'Content-Transfer-Encoding: base64'], [signed]),
    );
    expect(result).toMatchObject({ status: 'read', flags: [] });
    expect(result.text).toContain('Opaque text about a child.');
  });

  it.each([
    ['filename*0*=utf-8%27da%27S%C3%B8ren; filename*1="s brev.txt"'.replaceAll('%27', "'"), 'Sørens brev.txt'],
    ["filename*=iso-8859-1''Bl%E5b%E6r.txt", 'Blåbær.txt'],
    ['filename="=?utf-8?Q?Bl=C3=A5b=C3=A6r.txt?="', 'Blåbær.txt'],
  ])('a file name %s is read (RFC 2231, RFC 2047)', async (disposition, name) => {
    const raw = mail(
      ['Content-Type: multipart/mixed; boundary=b'],
      ['--b', '', 'Se brev.', '--b', `Content-Disposition: attachment; ${disposition}`, '', 'x', '--b--'],
    );
    expect((await read(raw)).attachments.map((each) => each.name)).toEqual([name]);
  });

  it('a PGP message in the text is flagged', async () => {
    const result = await read(mail([], ['Hello', '-----BEGIN PGP MESSAGE-----', '', 'hQEMA66ZWnn2', '-----END PGP MESSAGE-----']));
    expect(result).toMatchObject({ status: 'unreadable', flags: ['encrypted', 'open-with-pgp'] });
  });
});

describe('broken mails', () => {
  it.each([
    ['a boundary that never comes', mail(['Content-Type: multipart/mixed; boundary=zzz'], ['The child sleeps outside.'])],
    ['no boundary at all', mail(['Content-Type: multipart/mixed'], ['The child sleeps outside.'])],
  ])('%s: the raw body is shown', async (_, raw) => {
    expect(await read(raw)).toMatchObject({ status: 'unreadable', flags: ['raw-body'], text: 'The child sleeps outside.' });
  });

  it('base64 in name only is read as the text that it is', async () => {
    expect(await read(mail(['Content-Transfer-Encoding: base64'], ['The child sleeps outside, and it is cold.']))).toMatchObject({
      status: 'read',
      text: 'The child sleeps outside, and it is cold.',
    });
  });

  it('text before the first boundary is not lost', async () => {
    const lost = 'This is what the notifier wrote above the boundary because her mail program was broken on that day.';
    const result = await read(
      mail(['Content-Type: multipart/mixed; boundary=b'], [lost, '--b', 'Content-Type: text/plain', '', 'Kind regards', '--b--']),
    );
    expect(result).toMatchObject({ status: 'unreadable', flags: ['raw-body'] });
    expect(result.text).toContain(lost);
  });

  it('bytes that are no mail, and nothing at all, give a result', async () => {
    expect(await read('just some words')).toMatchObject({ status: 'unreadable', text: 'just some words' });
    expect((await read('')).status).toBe('unreadable');
    expect((await read(Uint8Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 256))).status).toBe('unreadable');
  });

  it('every sample mail cut anywhere is read without an error', async () => {
    for (const { raw } of sampleMails()) {
      for (const share of [0.1, 0.35, 0.6, 0.9])
        expect((await read(raw.subarray(0, Math.floor(raw.length * share)))).status).toMatch(/read/);
    }
  });

  it('a text of more than a million characters is cut with a flag', async () => {
    const result = await read(mail([], ['x '.repeat(700_000)]));
    expect(result.text).toHaveLength(1_000_000);
    expect(result.flags).toEqual(['text-shortened']);
  });

  it('markup and blanks without end hold nobody up', async () => {
    const html = (source: string) => `Content-Type: text/html\r\n\r\n${source}`;
    const mails = [
      html(`<style>${'a'.repeat(1_900_000)}</style>x`),
      html(`<style>${'/*'.repeat(900_000)}</style>x`),
      html(`${'<style'.repeat(300_000)}`),
      html('<'.repeat(500_000)),
      `Content-Transfer-Encoding: quoted-printable\r\n\r\n${' '.repeat(3_000_000)}x`,
      `X: y\r\n\r\nNavn${' '.repeat(900_000)}x`,
      `Content-Type: text/xml; name=a.xml\r\n\r\n${'<!--'.repeat(300_000)}`,
      `Subject: ${'=?utf-8?Q?a'.repeat(5000)}\r\n\r\nx`,
    ];
    for (const raw of mails) expect((await read(raw)).status).toMatch(/read/);
  });

  it('HTML that says nothing is an empty body', async () => {
    expect(await read('Content-Type: text/html\r\n\r\n<html><body><img src="https://x.example/p.gif"></body></html>')).toMatchObject({
      status: 'unreadable',
      flags: ['empty-body'],
      text: '',
    });
  });

  it('deeply nested HTML and mails in mails end', async () => {
    expect((await read(mail(['Content-Type: text/html'], [`${'<div>'.repeat(20_000)}The child is here.`]))).text).toContain(
      'The child is here.',
    );
    let nested = mail([], ['The innermost text.']);
    for (let depth = 0; depth < 30; depth += 1) nested = mail(['Content-Type: message/rfc822'], [nested]);
    expect((await read(nested)).flags).toContain('unread-attachment');
  });
});

// Made with a throw-away key: signed-data in DER, and in BER with indefinite lengths.
const OPAQUE_SIGNED =
  'MIIBUgYJKoZIhvcNAQcCoIIBQzCCAT8CAQExDTALBglghkgBZQMEAgEwVgYJKoZIhvcNAQcBoEkER0NvbnRlbnQtVHlwZTogdGV4dC9wbGFpbjsgY2hhcnNldD11dGYtOA0KDQpPcGFxdWUgdGV4dCBhYm91dCBhIGNoaWxkLg0KMYHSMIHPAgEBMCswEzERMA8GA1UEAwwISW52ZW50ZWQCFAhJk3lJ+1lbRQFmpw2+p3s3NJX3MAsGCWCGSAFlAwQCATANBgkqhkiG9w0BAQEFAASBgF9BqjZgDuvUyRGFBJklxu5FGcv2LepyQe5NSFjCLkUvDKtQgH8Nfcs7XatCsOLaeqjZ+GVGXQLy0ohr/5GT2HPk3CuNFrYgxfI+J3FJ/I4Eg68/fr8q6g/B7oX3ScR4X26PcU3g9Yomm85SgiXrZrsp58DpHHPMC32FvqqHn5Bj';
const OPAQUE_STREAMED =
  'MIAGCSqGSIb3DQEHAqCAMIACAQExDTALBglghkgBZQMEAgEwgAYJKoZIhvcNAQcBoIAkgARHQ29udGVudC1UeXBlOiB0ZXh0L3BsYWluOyBjaGFyc2V0PXV0Zi04DQoNCk9wYXF1ZSB0ZXh0IGFib3V0IGEgY2hpbGQuDQoAAAAAAAAxgdIwgc8CAQEwKzATMREwDwYDVQQDDAhJbnZlbnRlZAIUCEmTeUn7WVtFAWanDb6nezc0lfcwCwYJYIZIAWUDBAIBMA0GCSqGSIb3DQEBAQUABIGAX0GqNmAO69TJEYUEmSXG7kUZy/Yt6nJB7k1IWMIuRS8Mq1CAfw19yztdq0Kw4tp6qNn4ZUZdAvLSiGv/kZPYc+TcK40WtiDF8j4ncUn8jgSDrz9+vyrqD8HuhfdJxHhfbo9xTeD1iiabzlKCJetmuynnwOkcc8wLfYW+qoefkGMAAAAAAAA=';
