import { parseAddressHeader } from 'mailparser';
import { decodeWords } from './decode-header';
import { decodeText } from './decode-text';
import { type HeaderBlock, headerValues } from './header-block';

export type MailAddress = { name: string; address: string };

const MAX_VALUE = 100_000;

/** The addresses in the named header fields, names decoded, groups opened (RFC 5322 3.4). Never throws. */
export function mailAddresses(block: HeaderBlock, names: readonly string[]): MailAddress[] {
  const values = names.flatMap((name) => headerValues(block, name)).map((value) => decodeText(value.subarray(0, MAX_VALUE)));
  return values.flatMap(parse).map(({ name, address }) => ({ name: decodeWords(name).trim(), address: address ?? '' }));
}

function parse(value: string): { name: string; address?: string }[] {
  try {
    return parseAddressHeader(value, { flatten: true }).value;
  } catch {
    return [];
  }
}
