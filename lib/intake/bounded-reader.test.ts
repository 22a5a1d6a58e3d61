import { afterAll, describe, expect, it } from 'vitest';
import { mailWith, makeDocx } from '@/lib/testing/make-documents';
import { sampleMail } from '@/lib/testing/sample-mail';
import { boundedReader } from './bounded-reader';

const readers = [boundedReader({ stepMs: 20_000, bytes: 500 * 1024 * 1024 })];
const reader = readers[0] as (typeof readers)[number];
afterAll(() => readers.forEach((each) => void each.close()));
const mail = (raw: Uint8Array) => ({ raw, mediaType: 'message/rfc822', envelope: {} });
const letter = { name: 'brev.docx', content: makeDocx('<w:p><w:t>Signe er ræd.</w:t></w:p>') };
/** Unpacks to 60 MB of paragraphs: a few kilobytes that cost more than a reading may. */
const bomb = { name: 'bombe.docx', content: makeDocx('<w:p><w:t>x</w:t></w:p>'.repeat(2_600_000)) };
/** Claims to unpack to more than any letter. */
const claim = { name: 'stor.docx', content: makeDocx(`<w:p><w:t>${'x'.repeat(70_000_000)}</w:t></w:p>`) };

describe('reading in a process apart', () => {
  it('gives what reading gives, documents and bytes included', async () => {
    const result = await reader.read('email', mail(sampleMail(10)));
    expect(result).toMatchObject({ status: 'read', attachments: [{ name: 'oro_vl.docx' }] });
    expect(result.text).toContain('Vera Lindmark');
    expect(
      Buffer.from(result.attachments[0]?.content ?? [])
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  }, 60_000);

  it('a document that unpacks without end costs its own text only: mail and other documents are read', async () => {
    const tight = boundedReader({ stepMs: 2000, bytes: 1024 * 1024 * 1024 });
    readers.push(tight);
    const result = await tight.read('email', mail(mailWith('Hjælp mig nu.', [bomb, letter])));
    expect(result.text).toContain('Hjælp mig nu.');
    expect(result.text).toContain('Signe er ræd.');
    expect(result.flags).toContain('unreadable-attachment');
    expect(result.attachments.map(({ name, flags }) => [name, flags])).toEqual([
      ['bombe.docx', ['not-read']],
      ['brev.docx', []],
    ]);
  }, 60_000);

  it('what takes more memory than it may is ended', async () => {
    const tight = boundedReader({ stepMs: 20_000, bytes: 100 * 1024 * 1024 });
    readers.push(tight);
    const result = await tight.read('email', mail(mailWith('Hjælp mig nu.', [bomb])));
    expect(result.text).toContain('Hjælp mig nu.');
    expect(result.attachments).toMatchObject([{ name: 'bombe.docx', flags: ['not-read'] }]);
  }, 60_000);

  it('what claims to be larger than any letter is not unpacked at all', async () => {
    const result = await reader.read('email', mail(mailWith('Hjælp mig nu.', [claim])));
    expect(result).toMatchObject({ status: 'unreadable', attachments: [{ name: 'stor.docx', flags: ['not-read'] }] });
  }, 60_000);

  it('what no try gets through is shown as the text that it is', async () => {
    const dead = boundedReader({ stepMs: 0, bytes: 1024 * 1024 * 1024 });
    readers.push(dead);
    const result = await dead.read('email', mail(mailWith('Hjælp mig nu.', [])));
    expect(result).toMatchObject({ status: 'unreadable', flags: ['reader-failed'] });
    expect(result.text).toContain('Hjælp mig nu.');
  }, 60_000);

  it('reads on after all that, several at once', async () => {
    const results = await Promise.all([1, 2, 3, 5, 6].map((number) => reader.read('email', mail(sampleMail(number)))));
    expect(results.map(({ status }) => status)).toEqual(Array(5).fill('read'));
  }, 60_000);
});
