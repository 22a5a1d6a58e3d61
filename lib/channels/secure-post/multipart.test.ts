import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMultipart, writeMultipart } from './multipart';

const part = fc.record({
  headers: fc.dictionary(fc.stringMatching(/^[a-z][a-z-]{0,20}$/), fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/), { maxKeys: 4 }),
  content: fc.uint8Array({ maxLength: 300 }),
});
const hostile = fc
  .constantFrom('\r\n--mottak-', '--', '\r\n', '\r\n\r\n', '')
  .map((text) => ({ headers: { a: 'b' }, content: new TextEncoder().encode(text) }));

describe('the original of a secure-post message', () => {
  it('gives back every byte of every part', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(part, hostile), { minLength: 1, maxLength: 5 }), (parts) => {
        const { raw, mediaType } = writeMultipart(parts);
        const read = readMultipart(raw, mediaType);
        expect(read?.map(({ headers, content }) => ({ headers, content: Buffer.from(content).toString('hex') }))).toEqual(
          parts.map(({ headers, content }) => ({ headers: { ...headers }, content: Buffer.from(content).toString('hex') })),
        );
      }),
    );
  });

  it('is the same bytes for the same parts', () => {
    const parts = [{ headers: { 'content-type': 'application/json' }, content: new TextEncoder().encode('{}') }];
    expect(writeMultipart(parts)).toEqual(writeMultipart(structuredClone(parts)));
  });

  it('that is broken off or foreign is told as such and never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), fc.string(), (raw, mediaType) => void readMultipart(raw, mediaType)));
    const { raw, mediaType } = writeMultipart([{ headers: {}, content: new Uint8Array(100) }]);
    expect(readMultipart(raw.subarray(0, 60), mediaType)).toBeNull();
  });
});
