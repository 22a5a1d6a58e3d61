import { constants, createDecipheriv, type DecipherGCM, type KeyObject, privateDecrypt } from 'node:crypto';
import { type CmsElement, children, element } from './cms-content';

const ENVELOPED = '2a864886f70d010703';
const AUTH_ENVELOPED = '2a864886f70d0109100117';
const SEQUENCE = 0x30;
const SET = 0x31;
const OCTETS = 0x04;
const CONTEXT_0 = [0x80, 0xa0];
const OAEP = '2a864886f70d010107';
const OAEP_HASHES: Record<string, string> = {
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};
/** What senders encrypt with, by object id (RFC 3565, RFC 5084, RFC 3370); the last is what old mail programs use. */
const CIPHERS: Record<string, { name: string; keyBytes: number }> = {
  '60864801650304012a': { name: 'aes-256-cbc', keyBytes: 32 },
  '608648016503040116': { name: 'aes-192-cbc', keyBytes: 24 },
  '608648016503040102': { name: 'aes-128-cbc', keyBytes: 16 },
  '60864801650304012e': { name: 'aes-256-gcm', keyBytes: 32 },
  '60864801650304011a': { name: 'aes-192-gcm', keyBytes: 24 },
  '608648016503040106': { name: 'aes-128-gcm', keyBytes: 16 },
  '2a864886f70d0307': { name: 'des-ede3-cbc', keyBytes: 24 },
};

/**
 * The message inside an encrypted CMS object (RFC 5652 6, RFC 5083), with the first of our keys that fits one of its recipients; null
 * when none does. Key transport by RSA only, which is what mail programs use with certificates of organisations. Never throws.
 */
export function openCms(bytes: Buffer, keys: readonly KeyObject[]): Buffer | null {
  const info = children(bytes, element(bytes, 0));
  const kind = hex(bytes, info[0]);
  if (kind !== ENVELOPED && kind !== AUTH_ENVELOPED) return null;
  const parts = children(bytes, children(bytes, info[1])[0]);
  const recipients = children(
    bytes,
    parts.find(({ tag }) => tag === SET),
  ).filter(({ tag }) => tag === SEQUENCE);
  for (const recipient of recipients) {
    for (const key of keys) {
      const content = tryKey(bytes, parts, recipient, key);
      if (content) return content;
    }
  }
  return null;
}

function tryKey(bytes: Buffer, parts: CmsElement[], recipient: CmsElement, key: KeyObject): Buffer | null {
  try {
    return decrypt(bytes, parts, contentKey(bytes, recipient, key));
  } catch {
    // The key of another recipient: its padding or its length is wrong.
    return null;
  }
}

function contentKey(bytes: Buffer, recipient: CmsElement, key: KeyObject): Buffer {
  const [, , algorithm, encrypted] = children(bytes, recipient);
  const [name, parameters] = children(bytes, algorithm);
  const data = bytes.subarray(encrypted?.start, encrypted?.end);
  if (hex(bytes, name) !== OAEP) return privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, data);
  const hash = children(
    bytes,
    children(
      bytes,
      children(bytes, parameters).find(({ tag }) => tag === 0xa0),
    )[0],
  )[0];
  return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: OAEP_HASHES[hex(bytes, hash)] ?? 'sha1' }, data);
}

function decrypt(bytes: Buffer, parts: CmsElement[], key: Buffer): Buffer | null {
  const content = parts.find(({ tag }) => tag === SEQUENCE);
  const [, algorithm, encrypted] = children(bytes, content);
  const [name, parameters] = children(bytes, algorithm);
  const cipher = CIPHERS[hex(bytes, name)];
  if (!cipher || !parameters || cipher.keyBytes !== key.length) return null;
  const data = pieces(bytes, encrypted);
  if (!cipher.name.endsWith('gcm')) {
    const plain = createDecipheriv(cipher.name, key, bytes.subarray(parameters.start, parameters.end));
    return Buffer.concat([plain.update(data), plain.final()]);
  }
  const nonce = children(bytes, parameters)[0];
  const mac = parts.findLast(({ tag }) => tag === OCTETS);
  const plain = createDecipheriv(cipher.name as 'aes-256-gcm', key, bytes.subarray(nonce?.start, nonce?.end)) as DecipherGCM;
  plain.setAuthTag(bytes.subarray(mac?.start, mac?.end));
  const attributes = parts.find(({ tag }) => tag === 0xa1);
  // What is authenticated beside the content is the set itself, under its own tag (RFC 5083 2.2).
  if (attributes)
    plain.setAAD(Buffer.concat([Buffer.from([SET]), bytes.subarray(attributes.start - lengthBytes(attributes), attributes.end)]));
  return Buffer.concat([plain.update(data), plain.final()]);
}

/** How many bytes tell the length of an element in DER. */
function lengthBytes({ start, end }: CmsElement): number {
  const length = end - start;
  return length < 0x80 ? 1 : 1 + Math.ceil(Math.log2(length + 1) / 8);
}

/** The encrypted bytes, which BER may cut into pieces. */
function pieces(bytes: Buffer, encrypted: CmsElement | undefined): Buffer {
  if (!encrypted || !CONTEXT_0.includes(encrypted.tag)) return Buffer.alloc(0);
  if (encrypted.tag === CONTEXT_0[0]) return bytes.subarray(encrypted.start, encrypted.end);
  return Buffer.concat(children(bytes, encrypted).map(({ start, end }) => bytes.subarray(start, end)));
}

function hex(bytes: Buffer, part: CmsElement | undefined): string {
  return part ? bytes.subarray(part.start, part.end).toString('hex') : '';
}
