import { unzipSync } from 'fflate';

/** A letter unpacks to a few megabytes; what claims more is a trap or no letter. Enforced while unpacking, not only by the claim. */
const MAX_ENTRY = 64 * 1024 * 1024;
const MAX_TOTAL = 128 * 1024 * 1024;
const MAX_ENTRIES = 5000;

/**
 * The wanted files of a ZIP archive, by their names.
 * @throws Error when the archive is broken, or an entry holds more than it claims
 */
export function openArchive(bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, Uint8Array> {
  let total = 0;
  let entries = 0;
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      entries += 1;
      if (entries > MAX_ENTRIES || originalSize > MAX_ENTRY || !wanted(name)) return false;
      total += originalSize;
      return total <= MAX_TOTAL;
    },
  });
  return new Map(Object.entries(files));
}
