/** One attribute of a TNEF stream (MS-OXTNEF 2.1.3): `id` holds its type above its name. */
type TnefAttribute = { id: number; data: Buffer };

/** A MAPI property by its id; the values are bytes as they stand. */
export type MapiProperties = Map<number, { type: number; value: Buffer }>;

const SIGNATURE = 0x223e9f78;
const HEADER = 6;
const MAX_PROPERTIES = 10_000;
const SIZES: Record<number, number> = { 1: 0, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 };
const VARIABLE = new Set([0x0d, 0x1e, 0x1f, 0x102]);
const MANY = 0x1000;

export function isTnef(bytes: Buffer): boolean {
  return bytes.length >= HEADER && bytes.readUInt32LE(0) === SIGNATURE;
}

/** The attributes in their order, as far as the stream goes; checksums are not held against it. */
export function tnefAttributes(bytes: Buffer): TnefAttribute[] {
  const attributes: TnefAttribute[] = [];
  for (let at = HEADER; at + 9 <= bytes.length; ) {
    const id = bytes.readUInt32LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    attributes.push({ id, data: bytes.subarray(at + 9, at + 9 + length) });
    at += 9 + length + 2;
  }
  return attributes;
}

/** The properties of a message or an attachment (MS-OXTNEF 2.1.3.4), as far as they can be told apart. */
export function mapiProperties(data: Buffer): MapiProperties {
  const properties: MapiProperties = new Map();
  const cursor = { at: 4 };
  try {
    const count = Math.min(data.readUInt32LE(0), MAX_PROPERTIES);
    for (let index = 0; index < count; index += 1) readProperty(data, cursor, properties);
  } catch (error) {
    // Beyond the end: what was told apart so far stands.
    if (!(error instanceof RangeError)) throw error;
  }
  return properties;
}

function readProperty(data: Buffer, cursor: { at: number }, properties: MapiProperties): void {
  const type = data.readUInt16LE(cursor.at);
  const id = data.readUInt16LE(cursor.at + 2);
  cursor.at += 4;
  if (id >= 0x8000) skipName(data, cursor);
  const base = type & ~MANY;
  const size = SIZES[base];
  if (!VARIABLE.has(base) && size === undefined) throw new RangeError('A property of an unknown type.');
  const many = (type & MANY) !== 0 || VARIABLE.has(base);
  const values = many ? data.readUInt32LE(cursor.at) : 1;
  if (many) cursor.at += 4;
  for (let index = 0; index < values; index += 1) {
    const length = VARIABLE.has(base) ? data.readUInt32LE(cursor.at) : (size ?? 0);
    if (VARIABLE.has(base)) cursor.at += 4;
    if (cursor.at + length > data.length) throw new RangeError('A property beyond the end.');
    if (index === 0) properties.set(id, { type: base, value: data.subarray(cursor.at, cursor.at + length) });
    cursor.at += Math.ceil(length / 4) * 4;
  }
}

/** Properties beyond the well-known ones carry their name before their value. */
function skipName(data: Buffer, cursor: { at: number }): void {
  const isText = data.readUInt32LE(cursor.at + 16) === 1;
  const length = isText ? data.readUInt32LE(cursor.at + 20) : 0;
  cursor.at += 24 + Math.ceil(length / 4) * 4;
}
