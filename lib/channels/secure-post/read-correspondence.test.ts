import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Part, writeMultipart } from './multipart';
import { readSecurePost } from './read-correspondence';

type File = { name: string; content: Uint8Array | string; encrypted?: boolean; checksum?: string; left?: boolean };

function arrival(answer: Record<string, unknown>, files: File[] = []) {
  const content = {
    messageTitle: 'Bekymringsmelding',
    messageSummary: '',
    messageBody: 'Et barn trenger hjelp.',
    ...(answer.content as object),
  };
  const attachments = files.map((file, index) => ({
    id: `a-${index}`,
    fileName: file.name,
    isEncrypted: file.encrypted ?? false,
    checksum: file.checksum ?? null,
  }));
  const json = { correspondenceId: '1', ...answer, content: { ...content, attachments } };
  const parts: Part[] = [{ headers: { 'content-type': 'application/json' }, content: Buffer.from(JSON.stringify(json)) }];
  for (const [index, file] of files.entries()) {
    if (!file.left)
      parts.push({
        headers: { 'content-type': 'application/octet-stream', 'content-id': `<a-${index}>` },
        content: Buffer.from(file.content),
      });
  }
  return { ...writeMultipart(parts), envelope: {} };
}

describe('reading secure post', () => {
  it('title, summary and body become subject and text, markdown as it is written, and never HTML', async () => {
    const content = { messageTitle: 'Melding', messageSummary: 'Kort sagt', messageBody: '**Viktig** <script>x</script>\n\n- punkt' };
    expect(await readSecurePost(arrival({ content }))).toMatchObject({
      status: 'read',
      subject: 'Melding',
      text: 'Kort sagt\n\n**Viktig** <script>x</script>\n\n- punkt',
      html: null,
      flags: [],
    });
  });

  it('the notifier is the organisation that sent it, with its number and its own reference', async () => {
    const read = await readSecurePost(
      arrival({ sender: '0192:000000101', messageSender: 'Fjordvik politidistrikt', sendersReference: 'FPD-1', isConfidential: true }),
    );
    expect(read.notifier).toEqual({
      kind: 'professional',
      anonymous: false,
      organisation: 'Fjordvik politidistrikt (000000101)',
      reference: 'FPD-1',
    });
    expect(read.flags).toEqual(['confidential']);
    expect((await readSecurePost(arrival({ sender: 'urn:altinn:organization:identifier-no:000000101' }))).notifier?.organisation).toBe(
      '000000101',
    );
  });

  it('text attachments are read into the text, in whatever encoding they came', async () => {
    const read = await readSecurePost(
      arrival({}, [
        { name: 'a.txt', content: 'Gutten på sju år' },
        { name: 'B.TXT', content: Buffer.from('Jenta p\xe5 \xe5tte \x97 redd', 'latin1') },
        { name: 'c.xml', content: Buffer.from('\ufeff<melding>æøå</melding>', 'utf16le') },
        { name: 'd.json', content: '{"alvor":"høy"}' },
      ]),
    );
    expect(read.text).toBe(
      'Et barn trenger hjelp.\n\n--- a.txt ---\nGutten på sju år\n\n--- B.TXT ---\nJenta på åtte — redd\n\n--- c.xml ---\n<melding>æøå</melding>\n\n--- d.json ---\n{"alvor":"høy"}',
    );
    expect(read.attachments.map(({ name, mediaType, flags }) => [name, mediaType, flags])).toEqual([
      ['a.txt', 'text/plain', []],
      ['B.TXT', 'text/plain', []],
      ['c.xml', 'application/xml', []],
      ['d.json', 'application/json', []],
    ]);
  });

  it('a person is told of every attachment that nobody read: another format, encrypted, damaged or missing', async () => {
    const read = await readSecurePost(
      arrival({}, [
        { name: 'bilde.txt.pdf', content: '%PDF-1.7\n' },
        { name: 'hemmelig.txt', content: 'x', encrypted: true },
        { name: 'feil.txt', content: 'y', checksum: createHash('md5').update('z').digest('hex') },
        { name: 'binær.txt', content: new Uint8Array([0xff, 0x00, 0x80]) },
        { name: 'egentlig-pdf.txt', content: '%PDF-1.7\n' },
        { name: 'borte.txt', content: '', left: true },
      ]),
    );
    expect(read.attachments.map(({ mediaType, flags }) => [mediaType, flags])).toEqual([
      ['application/pdf', ['not-read']],
      ['application/octet-stream', ['not-read', 'encrypted']],
      ['text/plain', ['attachment-damaged']],
      ['application/octet-stream', ['not-read']],
      ['application/pdf', ['not-read']],
    ]);
    expect(read.flags.sort()).toEqual(['attachment-damaged', 'attachment-missing', 'encrypted', 'unread-attachment']);
  });

  it('a message with nothing to read, or with a covering note to what nobody read, is unreadable', async () => {
    const empty = { messageTitle: 'Bekymringsmelding', messageBody: null, messageSummary: null };
    const scan = [{ name: 'skann.pdf', content: '%PDF-1.7\n' }];
    const body = (messageBody: string) => ({ content: { messageBody } });
    expect(await readSecurePost(arrival({ content: empty }))).toMatchObject({
      status: 'unreadable',
      subject: 'Bekymringsmelding',
      flags: ['empty-body'],
    });
    expect(await readSecurePost(arrival(body('Se vedlagt melding.'), scan))).toMatchObject({
      status: 'unreadable',
      flags: ['unread-attachment'],
    });
    expect(await readSecurePost(arrival(body('Et barn trenger hjelp. '.repeat(20)), scan))).toMatchObject({
      status: 'read',
      flags: ['unread-attachment'],
    });
    expect(await readSecurePost(arrival({ content: empty }, [{ name: 'melding.txt', content: 'Et barn.' }]))).toMatchObject({
      status: 'read',
      flags: [],
    });
  });

  it('NUL bytes and lone surrogates do not pass into the text', async () => {
    const read = await readSecurePost(
      arrival({ content: { messageTitle: 'a\u0000b', messageBody: 'c\ud800d' } }, [{ name: 'e\u0000.txt', content: 'f\u0000g' }]),
    );
    expect([read.subject, read.text, read.attachments[0]?.name]).toEqual([
      'a\ufffdb',
      'c\ufffdd\n\n--- e\ufffd.txt ---\nf\ufffdg',
      'e\ufffd.txt',
    ]);
  });

  it('a very long text is shortened and says so', async () => {
    const read = await readSecurePost(arrival({}, [{ name: 'lang.txt', content: 'å'.repeat(600_000) }]));
    expect(read.text).toHaveLength(500_000);
    expect(read.flags).toContain('text-shortened');
  });

  it('an answer that cannot be understood leaves its attachments to be opened', async () => {
    const raw = writeMultipart([
      { headers: {}, content: Buffer.from('[]') },
      { headers: { 'content-disposition': "attachment; filename*=UTF-8''r%C3%B8ntgen.txt" }, content: Buffer.from('x') },
    ]);
    const read = await readSecurePost({ ...raw, envelope: {} });
    expect(read).toMatchObject({ status: 'unreadable', flags: ['unreadable-message'], attachments: [{ name: 'røntgen.txt' }] });
  });

  it('whatever arrives, reading never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.string(), async (raw, mediaType) => {
        expect((await readSecurePost({ raw, mediaType, envelope: {} })).status).toBe('unreadable');
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.uint8Array(), async (answer, content) => {
        const parts = [answer, { correspondenceId: 'x', content: answer }].map((value) =>
          writeMultipart([
            { headers: {}, content: Buffer.from(JSON.stringify(value)) },
            { headers: { 'content-id': '<%%>' }, content },
          ]),
        );
        for (const part of parts) await readSecurePost({ ...part, envelope: {} });
      }),
    );
  });
});
