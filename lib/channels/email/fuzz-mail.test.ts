import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAttachments } from '@/lib/documents/open-attachments';
import { sampleMails } from '@/lib/testing/sample-mail';
import { readMail } from './read-mail';

const samples = sampleMails();
/** One thing that goes wrong on the way: bytes changed, cut out, repeated, put in, or the end lost. */
const damage = fc.record({
  kind: fc.constantFrom('change', 'cut', 'repeat', 'insert', 'end', 'line'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 2000 }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 60 }),
});
type Damage = { kind: string; at: number; length: number; bytes: Uint8Array };

function damaged(raw: Buffer, { kind, at, length, bytes }: Damage): Buffer {
  const from = Math.floor(at * raw.length);
  const [head, tail] = [raw.subarray(0, from), raw.subarray(from)];
  if (kind === 'change') return Buffer.concat([head, bytes, tail.subarray(bytes.length)]);
  if (kind === 'cut') return Buffer.concat([head, tail.subarray(length)]);
  if (kind === 'repeat') return Buffer.concat([head, tail.subarray(0, length), tail]);
  if (kind === 'insert') return Buffer.concat([head, bytes, tail]);
  if (kind === 'line') return Buffer.concat([head, Buffer.from('\r\n\r\n--'), tail]);
  return head;
}

describe('sample mails that were damaged at random', () => {
  it('are all read without an error, and whatever has bytes gives text, an attachment or a flag', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: samples.length - 1 }),
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        async (index, damages) => {
          const raw = damages.reduce(damaged, Buffer.from(samples[index]?.raw ?? []));
          const result = await openAttachments(await readMail({ raw, mediaType: 'message/rfc822', envelope: {} }));
          expect(result.text.isWellFormed()).toBe(true);
          const said = result.text.trim() !== '' || result.attachments.length > 0;
          // Nothing that can be read, and nobody told: that would be a lost report.
          if (!said) expect([result.status, result.flags.length > 0]).toEqual(['unreadable', true]);
          if (result.status === 'read') expect(said).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  }, 120_000);

  it('random bytes are read too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (raw) => {
        const result = await openAttachments(await readMail({ raw, mediaType: 'message/rfc822', envelope: {} }));
        if (result.text.trim() === '' && result.attachments.length === 0) expect(result).toMatchObject({ status: 'unreadable' });
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
