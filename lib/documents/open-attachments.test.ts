import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMail } from '@/lib/channels/email/read-mail';
import { mailWith, makeDocx, makeOdt } from '@/lib/testing/make-documents';
import { sampleMail } from '@/lib/testing/sample-mail';
import { openAttachments } from './open-attachments';

const read = async (raw: Uint8Array) => openAttachments(await readMail({ raw, mediaType: 'message/rfc822', envelope: {} }));
const text = (value: string) => new TextEncoder().encode(value);
const picture = (bytes: number) => Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(bytes)]);
/** Enough words beside the attachment that nobody takes the body for a covering note. */
const WORDS = 'ord '.repeat(30);

describe('documents of the sample mails', () => {
  it.each([
    [10, 'Vera Lindmark', 'DOCX'],
    [12, 'Ditte Marie Rosenkilde', 'winmail.dat'],
    [23, 'Søren Ægidius Østergård', 'PDF with an encoded name'],
    [50, 'Ludvig Hellgren', 'PDF'],
  ])('%i: what stands only in the attachment is read', async (number, name) => {
    const result = await read(sampleMail(number));
    expect(result.text).toContain(name);
    expect(result).toMatchObject({ status: 'read', flags: [] });
  });

  it('a winmail.dat gives its text, and its file becomes an attachment with its text', async () => {
    const { attachments, text: all } = await read(sampleMail(12));
    expect(attachments.map(({ name, flags }) => [name, flags])).toEqual([
      ['winmail.dat', []],
      ['fravær.txt', []],
    ]);
    expect(all).toContain('--- fravær.txt ---\nFravær uge 41-43: 6 dage');
  });

  it('a scan stays unread and urgent, and its page is marked for recognising', async () => {
    const result = await read(sampleMail(9));
    expect(result).toMatchObject({ status: 'unreadable', flags: ['unread-attachment'] });
    expect(result.attachments).toMatchObject([{ realType: 'application/pdf', recognise: [1], flags: ['not-read'] }]);
  });
});

describe('the letters', () => {
  it.each(readdirSync('samples/letters').filter((file) => file.endsWith('.pdf')))(
    '%s is read, or its pages are named for recognising',
    async (file) => {
      const content = readFileSync(`samples/letters/${file}`);
      const { attachments, text: all } = await read(mailWith(WORDS, [{ name: file, content }]));
      const letters = all.split('---').at(-1)?.match(/\p{L}/gu)?.length ?? 0;
      expect(letters > 200 || (attachments[0]?.recognise?.length ?? 0) > 0).toBe(true);
    },
  );
});

describe('DOCX and ODT', () => {
  const p = (value: string) => `<w:p><w:r><w:t xml:space="preserve">${value}</w:t></w:r></w:p>`;

  it('tables, tabs, headers, notes and text boxes are read, each once; deleted text and field codes are not', async () => {
    const cell = (value: string) => `<w:tc>${p(value)}</w:tc>`;
    const body = [
      `<w:tbl><w:tr>${cell('Barn')}${cell('Åse &amp; Øl')}</w:tr></w:tbl>`,
      p('a').replace('</w:r>', '<w:tab/><w:t>b</w:t></w:r>'),
      '<w:p><mc:AlternateContent><mc:Choice><w:t>box</w:t></mc:Choice><mc:Fallback><w:t>box</w:t></mc:Fallback></mc:AlternateContent></w:p>',
      '<w:p><w:del><w:delText>gone</w:delText></w:del><w:instrText>PAGE</w:instrText></w:p>',
    ].join('');
    const content = makeDocx(body, {
      'word/header1.xml': text(`<w:hdr>${p('Skolen')}</w:hdr>`),
      'word/comments.xml': text(`<w:c>${p('Husk')}</w:c>`),
    });
    expect((await read(mailWith('Se brev', [{ name: 'a.docx', content }]))).text).toBe(
      'Se brev\n\n--- a.docx ---\nBarn\tÅse & Øl\na\tb\nbox\n\nSkolen\n\nHusk',
    );
  });

  it('a photo that was put into a letter becomes an attachment whose text is recognised; a logo does not', async () => {
    const content = makeDocx(p('Se foto'), { 'word/media/image1.png': picture(30_000), 'word/media/logo.png': picture(500) });
    const { attachments } = await read(mailWith(WORDS, [{ name: 'a.docx', content }]));
    expect(attachments).toMatchObject([{ name: 'a.docx' }, { name: 'image1.png', realType: 'image/png', recognise: [] }]);
    expect(attachments).toHaveLength(2);
  });

  it('an ODT is read; one with a password is urgent and says what opens it', async () => {
    const open = await read(mailWith('Hej', [{ name: 'a.odt', content: makeOdt('<text:p>Signe<text:s/>er ræd</text:p>') }]));
    expect(open.text).toContain('Signe er ræd');
    const locked = await read(mailWith('Hej', [{ name: 'a.odt', content: makeOdt('x', '<manifest:encryption-data/>') }]));
    expect(locked).toMatchObject({ status: 'unreadable', flags: ['encrypted', 'unread-attachment'] });
    expect(locked.attachments[0]?.flags).toEqual(['not-read', 'encrypted', 'open-with-password']);
  });
});

describe('attachments that are not what they say', () => {
  it('a program called letter.pdf is marked', async () => {
    const content = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]);
    const result = await read(mailWith(WORDS, [{ name: 'letter.pdf', type: 'application/pdf', content }]));
    expect(result.flags).toContain('other-type-than-name');
    expect(result.attachments[0]?.realType).not.toBe('application/pdf');
  });

  it('a document on which reading breaks stays as it is, with its flag', async () => {
    const content = Buffer.from('%PDF-1.7\nbroken from here');
    expect(await read(mailWith(WORDS, [{ name: 'a.pdf', content }]))).toMatchObject({
      status: 'read',
      flags: ['unread-attachment', 'unreadable-attachment'],
      attachments: [{ flags: ['not-read'] }],
    });
  });

  it('a left-closed document is not opened, and the others are', async () => {
    const docs = ['a', 'b'].map((name) => ({ name: `${name}.docx`, content: makeDocx(`<w:p><w:t>Brev ${name}</w:t></w:p>`) }));
    const result = await openAttachments(await readMail({ raw: mailWith(WORDS, docs), mediaType: 'message/rfc822', envelope: {} }), {
      leaveClosed: new Set([0]),
    });
    expect(result.text).not.toContain('Brev a');
    expect(result.text).toContain('Brev b');
  });
});
