/** Digits and letters that nobody confuses when read aloud (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function letters(random: Uint8Array): string {
  return Array.from(random, (byte) => ALPHABET[byte % 32]).join('');
}

/** Reference of a report for people and links, e.g. "M26-7K3F-9QXA"; it tells nothing about anybody. `random` holds 8 bytes. */
export function reportRef(storedAt: Date, random: Uint8Array): string {
  const text = letters(random.subarray(0, 8));
  return `M${String(storedAt.getUTCFullYear()).slice(2)}-${text.slice(0, 4)}-${text.slice(4, 8)}`;
}

/** The notifier's receipt code, e.g. "K7QF-2M9X-H4TD-8WNA": 80 random bits, so that nobody can guess one. `random` holds 16 bytes. */
export function receiptCode(random: Uint8Array): string {
  return letters(random.subarray(0, 16)).replace(/(.{4})(?=.)/g, '$1-');
}

const REFERENCE = new RegExp(`^M\\d{2}(-[${ALPHABET}]{4}){2}$`);

/** Whether a text can be the reference of a report at all. What comes in an address may be anything, a NUL byte too. */
export function isReportRef(text: string): boolean {
  return REFERENCE.test(text);
}
