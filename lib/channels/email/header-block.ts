/** One header field as it stands in the message. `value` holds the raw bytes after the colon, folding included. */
type HeaderField = { name: string; value: Buffer; start: number; end: number };

export type HeaderBlock = { fields: HeaderField[] /** Where the body begins. */; bodyStart: number };

const LF = 0x0a;
const CR = 0x0d;

/**
 * The header block of a message (RFC 5322 2.1), found on its bytes: a message of 60 MB is not copied. Lines that are no
 * header field are skipped, and a mailbox file's "From " line before the header too.
 */
export function headerBlock(raw: Uint8Array): HeaderBlock {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const fields: HeaderField[] = [];
  let position = 0;
  while (position < bytes.length) {
    const end = fieldEnd(bytes, position);
    if (isEmptyLine(bytes, position)) return { fields, bodyStart: end };
    const colon = bytes.subarray(position, end).indexOf(0x3a);
    const name =
      colon > 0
        ? bytes
            .subarray(position, position + colon)
            .toString('latin1')
            .trim()
        : '';
    if (/^[!-9;-~]+$/.test(name))
      fields.push({ name: name.toLowerCase(), value: bytes.subarray(position + colon + 1, end), start: position, end });
    position = end;
  }
  return { fields, bodyStart: bytes.length };
}

function isEmptyLine(bytes: Buffer, at: number): boolean {
  return bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF);
}

/** End of the line that begins here and of the folded lines that continue it. */
function fieldEnd(bytes: Buffer, start: number): number {
  if (isEmptyLine(bytes, start)) return bytes[start] === LF ? start + 1 : start + 2;
  let end = start;
  do {
    const line = bytes.indexOf(LF, end);
    if (line < 0) return bytes.length;
    end = line + 1;
  } while (bytes[end] === 0x20 || bytes[end] === 0x09);
  return end;
}

/** The values of a header field by its name, from the top of the message. */
export function headerValues(block: HeaderBlock, name: string): Buffer[] {
  return block.fields.filter((field) => field.name === name).map((field) => field.value);
}
