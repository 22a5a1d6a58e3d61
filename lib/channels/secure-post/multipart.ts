import { createHash } from 'node:crypto';

/** One part of a multipart/mixed body. Header names in lower case; values hold no line break. */
export type Part = { headers: Record<string, string>; content: Uint8Array };

const CRLF = '\r\n';

/**
 * Packs parts into one multipart/mixed body (RFC 2046). The boundary is a hash of the parts: the same parts give the same bytes,
 * and no content can hold a boundary that is made of its own hash.
 */
export function writeMultipart(parts: readonly Part[]): { raw: Uint8Array; mediaType: string } {
  const hash = createHash('sha256');
  const heads = parts.map(({ headers }) =>
    Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}${CRLF}`)
      .join(''),
  );
  for (const [index, part] of parts.entries()) hash.update(`${heads[index]}${part.content.byteLength}${CRLF}`).update(part.content);
  const boundary = `mottak-${hash.digest('hex').slice(0, 40)}`;
  const pieces = parts.flatMap((part, index) => [
    Buffer.from(`--${boundary}${CRLF}${heads[index]}${CRLF}`),
    part.content,
    Buffer.from(CRLF),
  ]);
  return { raw: Buffer.concat([...pieces, Buffer.from(`--${boundary}--${CRLF}`)]), mediaType: `multipart/mixed; boundary="${boundary}"` };
}

/** The parts of a body that writeMultipart made; null when the bytes are none. */
export function readMultipart(raw: Uint8Array, mediaType: string): Part[] | null {
  const boundary = /boundary="?([^";\s]+)/i.exec(mediaType)?.[1];
  if (!boundary) return null;
  const body = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const opening = Buffer.from(`--${boundary}${CRLF}`);
  const parts: Part[] = [];
  let start = body.indexOf(opening);
  while (start >= 0 && body.subarray(start, start + opening.length).equals(opening)) {
    const end = body.indexOf(`${CRLF}--${boundary}`, start + opening.length);
    if (end < 0) return null;
    parts.push(readPart(body.subarray(start + opening.length, end)));
    start = end + CRLF.length;
  }
  return parts.length > 0 ? parts : null;
}

function readPart(bytes: Buffer): Part {
  const blank = bytes.subarray(0, 2).equals(Buffer.from(CRLF)) ? 0 : bytes.indexOf(CRLF + CRLF);
  if (blank < 0) return { headers: {}, content: bytes };
  const lines = bytes.subarray(0, blank).toString('utf8').split(CRLF).filter(Boolean);
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { headers, content: bytes.subarray(blank === 0 ? 2 : blank + 4) };
}
