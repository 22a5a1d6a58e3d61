import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A stored secret that does not open: the key is another than when it was sealed, or the row was changed. */
export class SecretError extends Error {
  readonly code = 'secret-unreadable';

  constructor() {
    super('secret-unreadable');
    this.name = 'SecretError';
  }
}

/**
 * Encrypts a secret that has to be stored and used again (AES-256-GCM), under a key that is made of AUTH_SECRET and is nowhere in the
 * database. `purpose` is bound in: what was sealed for one thing opens for no other.
 */
export function seal(secret: string, authSecret: string, purpose: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(authSecret, purpose), iv);
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return `${VERSION}:${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')}`;
}

/** @throws SecretError */
export function unseal(sealed: string, authSecret: string, purpose: string): string {
  const bytes = Buffer.from(sealed.slice(VERSION.length + 1), 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(authSecret, purpose), bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new SecretError();
  }
}

function keyOf(authSecret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', authSecret, 'mottak', purpose, 32));
}
