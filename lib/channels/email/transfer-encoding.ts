/** A body that calls itself base64 but holds other characters than base64's is taken as it is. */
const MOSTLY = 0.9;

/** Bytes of a body by its Content-Transfer-Encoding (RFC 2045 6). Wrong labels and broken endings lose nothing. Never throws. */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') return looksLikeBase64(body) ? decodeBase64(body) : body;
  if (name === 'quoted-printable') return decodeQuotedPrintable(body);
  if (/^(x-)?uu(encode)?$/.test(name)) return decodeUu(body);
  return body;
}

function looksLikeBase64(body: Buffer): boolean {
  const sample = body
    .subarray(0, 4000)
    .toString('latin1')
    .replace(/[\r\n]/g, '');
  const fitting = sample.replace(/[^A-Za-z0-9+/=]/g, '').length;
  return sample.length === 0 || fitting >= sample.length * MOSTLY;
}

/** Parts with padding of their own, put one after the other, are read to the end. */
function decodeBase64(body: Buffer): Buffer {
  const text = body.toString('latin1');
  const padding = text.indexOf('=');
  if (padding < 0 || !/=[^=]*[A-Za-z0-9+/]/.test(text.slice(padding))) return Buffer.from(text, 'base64');
  const pieces = text.replace(/[^A-Za-z0-9+/=]/g, '').match(/[^=]+=*/g) ?? [];
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')));
}

function decodeQuotedPrintable(body: Buffer): Buffer {
  const joined = body
    .toString('latin1')
    .replace(/(?<![ \t])[ \t]+(?=\r?\n|$)/g, '')
    .replace(/=\r?\n/g, '');
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function decodeUu(body: Buffer): Buffer {
  const lines = body.toString('latin1').split(/\r?\n/);
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line));
  if (begin < 0) return body;
  const end = lines.findIndex((line, index) => index > begin && line === 'end');
  return Buffer.concat(lines.slice(begin + 1, end < 0 ? undefined : end).map(uuLine));
}

function uuLine(line: string): Buffer {
  const length = (line.charCodeAt(0) - 32) & 63;
  const values = Array.from(line.slice(1), (letter) => (letter.charCodeAt(0) - 32) & 63);
  const bytes: number[] = [];
  for (let at = 0; at < values.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = values.slice(at, at + 4);
    bytes.push(((a << 2) | (b >> 4)) & 255, ((b << 4) | (c >> 2)) & 255, ((c << 6) | d) & 255);
  }
  return Buffer.from(bytes.slice(0, length || 0));
}
