/** What a CMS object (RFC 5652, the "smime.p7m" of S/MIME) holds. `content` is the message inside a signed one. */
export type CmsContent = { kind: 'signed'; content: Buffer } | { kind: 'encrypted' } | { kind: 'other' };

export type CmsElement = { tag: number; start: number; end: number; next: number };

const SIGNED_DATA = '2a864886f70d010702';
/** enveloped-data, encrypted-data, auth-enveloped-data. */
const ENCRYPTED = ['2a864886f70d010703', '2a864886f70d010706', '2a864886f70d0109100117'];
const SEQUENCE = 0x30;
const OCTETS = 0x04;
const CONSTRUCTED_OCTETS = 0x24;
const CONTEXT_0 = 0xa0;
const MAX_DEPTH = 16;

/** Looks into a CMS object in DER or BER. The signature is not checked: that is not what a report waits for. Never throws. */
export function cmsContent(bytes: Buffer): CmsContent {
  const info = children(bytes, element(bytes, 0));
  const kind = info[0] ? bytes.subarray(info[0].start, info[0].end).toString('hex') : '';
  if (ENCRYPTED.includes(kind)) return { kind: 'encrypted' };
  if (kind !== SIGNED_DATA) return { kind: 'other' };
  const signedData = children(bytes, info[1])[0];
  const encapsulated = children(bytes, signedData).find(({ tag }) => tag === SEQUENCE);
  const explicit = children(bytes, encapsulated).find(({ tag }) => tag === CONTEXT_0);
  const content = octets(bytes, children(bytes, explicit)[0], 0);
  return content.length > 0 ? { kind: 'signed', content } : { kind: 'other' };
}

/** The bytes of an OCTET STRING, which BER may cut into pieces. */
function octets(bytes: Buffer, from: CmsElement | undefined, depth: number): Buffer {
  if (from?.tag === OCTETS) return bytes.subarray(from.start, from.end);
  if (from?.tag !== CONSTRUCTED_OCTETS || depth > MAX_DEPTH) return Buffer.alloc(0);
  return Buffer.concat(children(bytes, from).map((piece) => octets(bytes, piece, depth + 1)));
}

/** The elements inside an element. */
export function children(bytes: Buffer, parent: CmsElement | undefined): CmsElement[] {
  const found: CmsElement[] = [];
  for (let at = parent?.start ?? 0; parent && at < parent.end; ) {
    const child = element(bytes, at);
    if (!child || child.next > parent.next) break;
    found.push(child);
    at = child.next;
  }
  return found;
}

/** Tag and bounds of the element at an offset; undefined where the bytes are no BER. */
export function element(bytes: Buffer, at: number, depth = 0): CmsElement | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || depth > MAX_DEPTH || (tag === 0 && first === 0)) return undefined;
  if (first === 0x80) return indefinite(bytes, tag, at + 2, depth);
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (size > 6 || at + 2 + size > bytes.length) return undefined;
  const length = size === 0 ? first : bytes.readUIntBE(at + 2, size);
  const start = at + 2 + size;
  const end = start + length;
  return end > bytes.length ? undefined : { tag, start, end, next: end };
}

function indefinite(bytes: Buffer, tag: number, start: number, depth: number): CmsElement | undefined {
  let at = start;
  while (!(bytes[at] === 0 && bytes[at + 1] === 0)) {
    const child = element(bytes, at, depth + 1);
    if (!child) return undefined;
    at = child.next;
  }
  return { tag, start, end: at, next: at + 2 };
}
