import { createHash } from 'node:crypto';

/**
 * The id of a letter: its pages, byte for byte and in their order. The same scan handed in again, by another way or after a crash, is
 * the same letter; two letters that only look alike are two, for no two scans have the same bytes.
 */
export function letterId(pages: readonly Uint8Array[]): string {
  const all = createHash('sha256');
  for (const page of pages) all.update(createHash('sha256').update(page).digest());
  return `letter:${all.digest('hex')}`;
}
