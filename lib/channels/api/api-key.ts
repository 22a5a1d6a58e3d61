import { createHash } from 'node:crypto';

/** What a key may do. The two that deliver messages of secure post are for the municipality's own message services. */
export const SCOPES = ['reports.write', 'receipts.read', 'counts.read', 'sdk.deliver', 'digital-post.deliver'] as const;
export type Scope = (typeof SCOPES)[number];

const KEY = /^mottak_([a-z0-9-]{1,63})_([A-Za-z0-9_-]{43})$/;

/**
 * A new key. It names its municipality in clear, so that a refusal can name the municipality's telephone number while the database
 * that knows the key is gone. `random` holds 32 bytes.
 */
export function writeApiKey(slug: string, random: Uint8Array): string {
  return `mottak_${slug}_${Buffer.from(random).toString('base64url')}`;
}

/** The slug that a key claims to belong to; undefined when it is no key. */
export function municipalityOfKey(key: string): string | undefined {
  return KEY.exec(key)?.[1];
}

/** What is stored of a key. One round of SHA-256 is enough: a key has 256 random bits, which nobody tries out. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
