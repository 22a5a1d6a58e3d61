import { describe, expect, it } from 'vitest';
import { readTnef } from './read-tnef';

const u16 = (value: number) => Buffer.from([value & 255, value >> 8]);
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const attribute = (level: number, id: number, data: Buffer) =>
  Buffer.concat([Buffer.from([level]), u32(id), u32(data.length), data, u16(0)]);
const padded = (data: Buffer) => Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
const property = (type: number, id: number, data: Buffer) => Buffer.concat([u16(type), u16(id), u32(1), u32(data.length), padded(data)]);
/** A property with a name of its own, a date and a number, as real streams have before what is looked for. */
const OTHERS = [
  Buffer.concat([
    u16(0x1e),
    u16(0x8001),
    Buffer.alloc(16),
    u32(1),
    u32(6),
    padded(Buffer.from('a\0b\0\0\0')),
    u32(1),
    u32(2),
    padded(Buffer.from('x\0')),
  ]),
  Buffer.concat([u16(0x40), u16(0x0039), Buffer.alloc(8)]),
  Buffer.concat([u16(0x0b), u16(0x0e1b), u32(1)]),
];
const properties = (...list: Buffer[]) => Buffer.concat([u32(list.length), ...list]);
const stream = (...attributes: Buffer[]) => Buffer.concat([u32(0x223e9f78), u16(1), ...attributes]);
const plainRtf = (rtf: string) =>
  Buffer.concat([u32(rtf.length + 12), u32(rtf.length), u32(0x414c454d), u32(0), Buffer.from(rtf, 'latin1')]);
const message = (...list: Buffer[]) => attribute(1, 0x00069003, properties(...OTHERS, ...list));

describe('winmail.dat', () => {
  it('with an RTF body, as Outlook sends it, gives its text', () => {
    expect(
      readTnef(stream(attribute(1, 0x00069007, u32(1252)), message(property(0x102, 0x1009, plainRtf("{\\rtf1 Hun er r\\'e6d}"))))).text,
    ).toBe('Hun er ræd');
  });

  it('with an HTML body gives its text; a plain one goes first', () => {
    const html = property(0x102, 0x1013, Buffer.from('<p>Hun er <b>ræd</b></p>'));
    expect(readTnef(stream(message(html))).text).toBe('Hun er ræd');
    expect(readTnef(stream(message(html, property(0x1f, 0x1000, Buffer.from('Kort: ræd', 'utf16le'))))).text).toBe('Kort: ræd');
  });

  it('hands on its attachments by their long names, and a mail inside as another winmail.dat', () => {
    const inner = stream(message(property(0x1f, 0x1000, Buffer.from('Inde i', 'utf16le'))));
    const file = (...list: Buffer[]) => [
      attribute(2, 0x00069002, Buffer.alloc(14)),
      attribute(2, 0x00018010, Buffer.from('BREV~1.PDF\0')),
      attribute(2, 0x0006800f, Buffer.from('%PDF')),
      attribute(2, 0x00069005, properties(...list)),
    ];
    const read = readTnef(
      stream(
        message(),
        ...file(property(0x1f, 0x3707, Buffer.from('Brev om Åse.pdf', 'utf16le'))),
        ...file(property(0x0d, 0x3701, Buffer.concat([Buffer.alloc(16), inner]))),
      ),
    );
    expect(read.inside.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['Brev om Åse.pdf', undefined],
      ['BREV~1.PDF', 'application/ms-tnef'],
    ]);
    expect(Buffer.from(read.inside[0]?.content ?? []).toString()).toBe('%PDF');
    expect(readTnef(read.inside[1]?.content ?? new Uint8Array()).text).toBe('Inde i');
  });

  it('cut anywhere is read as far as it goes', () => {
    const whole = stream(attribute(1, 0x0002800c, Buffer.from('Kroppen')), message(property(0x102, 0x1013, Buffer.from('<p>Mere</p>'))));
    for (let end = 6; end < whole.length; end += 1) expect(() => readTnef(whole.subarray(0, end))).not.toThrow();
    expect(() => readTnef(Buffer.from('nothing of the kind'))).toThrow();
  });
});
