import { describe, expect, it } from 'vitest';
import { unpackRtf } from './compressed-rtf';
import { readRtf } from './rtf-text';

const rtf = (source: string) => readRtf(Buffer.from(source, 'latin1')).text;

describe('RTF', () => {
  it.each([
    ['letters of the code page', "{\\rtf1\\ansi\\ansicpg1252 bl\\'e5b\\'e6r\\par p\\'e5 gaden}", 'blåbær\npå gaden'],
    ['letters beyond it, without their stand-ins', '{\\rtf1\\ansi\\uc1 \\u1054?\\u-3913? x}', 'О\uF0B7 x'],
    ['Cyrillic code page', "{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0}", 'Пр'],
    ['no fonts, pictures and settings', '{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}{\\pict 0102ff}Tekst}', 'Tekst'],
    [
      'no HTML that Outlook packs inside',
      '{\\rtf1\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Hun er alene\\htmlrtf\\par}\\htmlrtf0{\\*\\htmltag72 </p>}}',
      'Hun er alene',
    ],
    ['what is cut off, as far as it goes', '{\\rtf1 Hun {\\b er', 'Hun er'],
    ['braces and backslashes', '{\\rtf1 \\{a\\} \\\\ b}', '{a} \\ b'],
  ])('%s', (_, source, expected) => expect(rtf(source)).toBe(expected));

  it('packed RTF is unpacked: the example of MS-OXRTFCP 3.1.1', () => {
    const packed = '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0';
    expect(unpackRtf(Buffer.from(packed, 'hex')).toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
  });

  it('bytes that are no packed RTF end in an error or in bytes, never in a loop', () => {
    for (let size = 16; size < 200; size += 7) {
      const bytes = Buffer.from(Array.from({ length: size }, (_, at) => (at * 89 + size) % 256));
      bytes.writeUInt32LE(0x75465a4c, 8);
      expect(unpackRtf(bytes).length).toBeLessThanOrEqual(16 * 1024 * 1024);
    }
  });
});
