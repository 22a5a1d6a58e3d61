import { CHECK_METHODS, checkResult, type SenderCheck } from '@/lib/domain/sender-check';
import { decodeText } from './decode-text';
import { headerBlock } from './header-block';

const FIELD = 'authentication-results';
const LONGEST = 10_000;
/** Properties that name the domain which a method looked at (RFC 8601 2.7). */
const DOMAINS = { spf: ['smtp.mailfrom', 'smtp.helo'], dkim: ['header.d', 'header.i'], dmarc: ['header.from'] } as const;

/**
 * What the municipality's own mail server found of the sender: the Authentication-Results fields (RFC 8601) that stand above the
 * second Received field. Those below were there when the mail came in, so anybody may have written them.
 */
export function statedChecks(raw: Uint8Array): SenderCheck[] {
  const { fields } = headerBlock(raw);
  const hops = fields.flatMap(({ name }, index) => (name === 'received' ? [index] : []));
  const own = fields.slice(0, hops[1] ?? (hops[0] === undefined ? 0 : fields.length));
  return own.filter(({ name }) => name === FIELD).flatMap(({ value }) => readField(decodeText(value.subarray(0, LONGEST))));
}

function readField(value: string): SenderCheck[] {
  const [server = '', ...parts] = value
    .replace(/\s+/g, ' ')
    .replace(/\([^()]*\)/g, ' ')
    .split(';')
    .map((part) => part.trim());
  const by = server.split(' ')[0] ?? '';
  return parts.flatMap((part) => {
    const [, name, result = ''] = /^(\w+)\s*=\s*(\w+)/.exec(part) ?? [];
    const method = CHECK_METHODS.find((known) => known === name?.toLowerCase());
    return method ? [{ method, result: checkResult(result), domain: domainIn(part, DOMAINS[method]), by }] : [];
  });
}

function domainIn(part: string, properties: readonly string[]): string {
  for (const property of properties) {
    const [, found] = new RegExp(`(?:^|\\s)${property.replace('.', '\\.')}\\s*=\\s*"?([^\\s"]+)`, 'i').exec(part) ?? [];
    if (found) return found.slice(found.lastIndexOf('@') + 1).toLowerCase();
  }
  return '';
}
