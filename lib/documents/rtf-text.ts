import iconv from 'iconv-lite';
import { type DocumentReading, reading } from './document';

const TOKEN = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([\s\S])|([{}])|[\r\n]+|([^\\{}\r\n]+)/g;
/** Groups that hold settings, pictures and what other programs need, and no text of the writer. */
const HIDDEN =
  /^(fonttbl|colortbl|stylesheet|info|pict|objdata|themedata|datastore|listtable|listoverridetable|rsidtbl|generator|fldinst|xmlnstbl|latentstyles)$/;
const SIGNS: Record<string, string> = {
  par: '\n',
  line: '\n',
  row: '\n',
  sect: '\n',
  page: '\n',
  tab: '\t',
  cell: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
};
const MAX_DEPTH = 2000;

type Group = { hidden: boolean; skipAfterUnicode: number };

/**
 * Text of an RTF document, also of one that carries HTML inside (MS-OXRTFEX), as Outlook sends it. Broken groups give the text as
 * far as it goes.
 * @throws Error when it is no RTF
 */
export function readRtf(bytes: Uint8Array): DocumentReading {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!source.startsWith('{\\rtf')) throw new Error('Not an RTF document.');
  return reading(new RtfText(/\\ansicpg(\d{3,5})/.exec(source)?.[1]).read(source));
}

class RtfText {
  private text = '';
  private bytes: number[] = [];
  private groups: Group[] = [{ hidden: false, skipAfterUnicode: 1 }];
  private toSkip = 0;
  private starred = false;
  private readonly encoding: string;

  constructor(codePage: string | undefined) {
    this.encoding = codePage && iconv.encodingExists(`cp${codePage}`) ? `cp${codePage}` : 'windows-1252';
  }

  read(source: string): string {
    for (const [, word, number, hex, sign, brace, plain] of source.matchAll(TOKEN)) {
      if (hex !== undefined) this.byte(Number.parseInt(hex, 16));
      else if (brace !== undefined) this.group(brace);
      else if (word !== undefined) this.control(word, number);
      else if (sign !== undefined) this.symbol(sign);
      else if (plain !== undefined) for (const letter of plain) this.byte(letter.charCodeAt(0));
    }
    this.flush();
    return this.text;
  }

  private get top(): Group {
    return this.groups.at(-1) ?? { hidden: true, skipAfterUnicode: 1 };
  }

  private group(brace: string): void {
    this.flush();
    this.starred = false;
    if (brace === '{' && this.groups.length < MAX_DEPTH) this.groups.push({ ...this.top });
    else if (brace === '}' && this.groups.length > 1) this.groups.pop();
  }

  private control(word: string, number: string | undefined): void {
    if (word === 'u' && number !== undefined) {
      this.unicode(Number(number));
      return;
    }
    this.flush();
    if (word === 'uc') this.top.skipAfterUnicode = Number(number ?? 1);
    else if (word === 'htmlrtf') this.top.hidden = number !== '0';
    else if (HIDDEN.test(word) || (this.starred && word !== 'shptxt')) this.top.hidden = true;
    else if (SIGNS[word] !== undefined) this.add(SIGNS[word]);
    this.starred = false;
  }

  private symbol(sign: string): void {
    if (sign === '*') this.starred = true;
    else if (sign === '~') this.add(' ');
    else if (sign === '_') this.add('-');
    else if (/[\\{}]/.test(sign)) this.byte(sign.charCodeAt(0));
    else if (/[\r\n]/.test(sign)) this.add('\n');
  }

  /** A letter outside the code page, followed by what old programs show instead. */
  private unicode(code: number): void {
    this.add(String.fromCharCode(code < 0 ? code + 65_536 : code));
    this.toSkip = this.top.skipAfterUnicode;
  }

  private byte(value: number): void {
    if (this.toSkip > 0) this.toSkip -= 1;
    else if (!this.top.hidden) this.bytes.push(value);
  }

  private add(text: string): void {
    this.flush();
    this.toSkip = 0;
    if (!this.top.hidden) this.text += text;
  }

  /** Bytes side by side may be one letter. */
  private flush(): void {
    if (this.bytes.length > 0) this.text += iconv.decode(Buffer.from(this.bytes), this.encoding);
    this.bytes = [];
  }
}
