import iconv from 'iconv-lite';

/** A well-formed UTF-8 sequence of two to four bytes, in a string that holds one byte a character. */
const MULTIBYTE =
  /[\xC2-\xDF][\x80-\xBF]|\xE0[\xA0-\xBF][\x80-\xBF]|[\xE1-\xEF][\x80-\xBF]{2}|\xF0[\x90-\xBF][\x80-\xBF]{2}|[\xF1-\xF4][\x80-\xBF]{3}/g;
/** Charsets whose own text can look like UTF-8, or is plain ASCII on the wire: their label is believed. */
const BELIEVED = /^(utf-?16|utf-?32|ucs-?2|iso-?2022|hz|gb|big5|shift|sjis|ms_?kanji|euc|ks_c|cp9(32|36|49|50)|windows-(31j|949))/i;
/** The names of UTF-7 (RFC 2152) that mail programs wrote. */
const UTF7 = /^(x-)?(unicode-\d-\d-)?utf-?7$/i;
/** Labels that writers put without looking; their bytes above 0x7F mean windows-1252, as in every browser. */
const LATIN = /^(us-?ascii|ascii|ansi.*|iso-?8859-?1|latin-?1|l1|cp819|utf-?8|unknown.*|x-unknown|default|binary|8bit)$/i;

/**
 * Text of bytes whose charset label may be missing or wrong.
 *
 * UTF-8 that is well formed and uses more than ASCII is read as UTF-8 whatever a single-byte label says; what is not UTF-8
 * and has no usable label is read as windows-1252. NUL bytes are left out: they are never part of a word, and the arrival
 * keeps them. Never throws.
 */
export function decodeText(bytes: Uint8Array, label = ''): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return decode(buffer, label.trim().replace(/^["']+|["']+$/g, '')).replaceAll('\u0000', '');
}

function decode(buffer: Buffer, label: string): string {
  const marked = fromByteOrderMark(buffer);
  if (marked !== null) return marked;
  if (UTF7.test(label)) return decodeUtf7(buffer);
  if (BELIEVED.test(label) && iconv.encodingExists(label)) return iconv.decode(buffer, label);
  const utf8 = strictUtf8(buffer);
  if (utf8 !== null) return utf8;
  if (label && !LATIN.test(label) && iconv.encodingExists(label)) return iconv.decode(buffer, label);
  return mixed(buffer);
}

/** Bytes that UTF-7 cannot hold show that the label is wrong. */
function decodeUtf7(buffer: Buffer): string {
  return buffer.some((byte) => byte > 0x7f) ? decode(buffer, '') : iconv.decode(buffer, 'utf-7');
}

function fromByteOrderMark(buffer: Buffer): string | null {
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return iconv.decode(buffer, 'utf-16le');
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return iconv.decode(buffer, 'utf-16be');
  return null;
}

function strictUtf8(buffer: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    return null;
  }
}

/** UTF-8 where it is well formed, windows-1252 for the other bytes: a quoted mail often mixes the two. */
function mixed(buffer: Buffer): string {
  const latin = buffer.toString('latin1');
  const wellFormed = latin.match(MULTIBYTE)?.join('').length ?? 0;
  const high = latin.match(/[\x80-\xFF]/g)?.length ?? 0;
  if (wellFormed * 2 < high) return windows1252(latin);
  let text = '';
  let from = 0;
  for (const match of latin.matchAll(MULTIBYTE)) {
    text += windows1252(latin.slice(from, match.index)) + Buffer.from(match[0], 'latin1').toString('utf8');
    from = match.index + match[0].length;
  }
  return text + windows1252(latin.slice(from));
}

function windows1252(latin: string): string {
  return iconv.decode(Buffer.from(latin, 'latin1'), 'windows-1252');
}
