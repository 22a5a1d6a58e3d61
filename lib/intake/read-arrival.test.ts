import { describe, expect, it } from 'vitest';
import { nothingRead, type ReaderEntry, readArrival } from './read-arrival';

const bytes = (text: string) => new TextEncoder().encode(text);
const arrival = (raw: Uint8Array, mediaType: string) => ({ raw, mediaType, envelope: {} });
const named =
  (name: string): ReaderEntry['read'] =>
  async () => ({ ...nothingRead([]), status: 'read', subject: name });
const readers: ReaderEntry[] = [
  { kinds: ['email'], mediaTypes: ['message/rfc822'], read: named('mail') },
  { kinds: ['form'], mediaTypes: ['multipart/form-data', 'application/json'], read: named('form') },
  { kinds: ['secure_post'], mediaTypes: ['multipart/mixed'], read: named('secure post') },
];

describe('which reader reads an arrival', () => {
  it.each([
    ['email', 'message/rfc822', 'mail'],
    ['form', 'Multipart/Form-Data; boundary="x y"', 'form'],
    ['form', 'application/json ; charset=utf-8', 'form'],
    ['secure_post', 'multipart/mixed; boundary=abc', 'secure post'],
  ] as const)('channel and media type decide: %s, %s', async (kind, mediaType, reader) => {
    expect((await readArrival(readers, kind, arrival(bytes('x'), mediaType))).subject).toBe(reader);
  });

  it('the same media type on another channel is another matter', async () => {
    expect(await readArrival(readers, 'email', arrival(bytes('{}'), 'application/json'))).toMatchObject({
      status: 'unreadable',
      flags: ['unknown-format'],
    });
  });
});

describe('an arrival that no reader knows', () => {
  it.each([
    ['UTF-8', bytes('Bekymring for Åse på Øya')],
    ['Windows-1252', Uint8Array.from(Buffer.from('Bekymring for Åse på Øya', 'latin1'))],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, ...Buffer.from('Bekymring for Åse på Øya', 'utf16le')])],
  ])('is shown as text when it is text in %s', async (_, raw) => {
    const result = await readArrival(readers, 'letter', arrival(raw, 'application/octet-stream'));
    expect(result).toMatchObject({ status: 'unreadable', flags: ['unknown-format'] });
    expect(result.text).toContain('Bekymring for Åse på Øya');
  });

  it('shows nothing of a picture, and of a long text what a person needs to see', async () => {
    expect(
      (
        await readArrival(
          readers,
          'letter',
          arrival(
            Uint8Array.from({ length: 4000 }, (_, at) => (at * 37) % 256),
            'image/jpeg',
          ),
        )
      ).text,
    ).toBe('');
    const long = await readArrival(readers, 'letter', arrival(bytes('å'.repeat(500_001)), 'text/plain'));
    expect(long.flags).toEqual(['unknown-format', 'text-shortened']);
    expect(long.text).not.toContain('\uFFFD');
  });
});
