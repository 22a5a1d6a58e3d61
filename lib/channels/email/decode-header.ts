import { decodeText } from './decode-text';

/** An encoded word of RFC 2047, also with blanks inside or without its end, as some machines write it. */
const WORD = /=\?([\w.:-]+)(?:\*[\w-]+)?\?([QqBb])\?((?:(?!\?=|=\?[\w.:-]+\?[QqBb]\?)[\s\S])*)(?:\?=|$|(?==\?))/g;

/** Longer values are cut: no reader needs more of a subject, and the arrival keeps all. */
const MAX_VALUE = 20_000;

type Word = { charset: string; bytes: Buffer };

/**
 * Readable text of an unstructured header value (RFC 5322 2.2.3, RFC 2047): unfolded, raw 8-bit bytes read by what they
 * are, encoded words decoded, broken ones as far as they go. Never throws.
 */
export function decodeHeader(value: Uint8Array): string {
  return decodeWords(decodeText(value.subarray(0, MAX_VALUE)).replace(/\r?\n(?=[ \t])/g, ''))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Decodes the encoded words in a text. Neighbours of one charset are joined first: a letter may be split between them. */
export function decodeWords(text: string): string {
  let result = '';
  let from = 0;
  let open: Word | undefined;
  const flush = () => {
    if (open) result += decodeText(open.bytes, open.charset);
    open = undefined;
  };
  for (const match of text.matchAll(WORD)) {
    const between = text.slice(from, match.index);
    const word = { charset: (match[1] ?? '').toLowerCase(), bytes: wordBytes(match[2] ?? 'Q', match[3] ?? '') };
    const joins: Word | undefined = open;
    if (joins && between.trim() === '' && joins.charset === word.charset) {
      open = { charset: word.charset, bytes: Buffer.concat([joins.bytes, word.bytes]) };
    } else {
      const adjacent = open !== undefined && between.trim() === '';
      flush();
      result += adjacent ? '' : between;
      open = word;
    }
    from = match.index + match[0].length;
  }
  flush();
  return result + text.slice(from);
}

function wordBytes(encoding: string, content: string): Buffer {
  if (/b/i.test(encoding)) return Buffer.from(content, 'base64');
  const plain = Buffer.from(content.replaceAll('_', ' '), 'utf8').toString('latin1');
  return Buffer.from(
    plain.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
