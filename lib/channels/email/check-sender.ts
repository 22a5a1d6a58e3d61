import { BlockList, isIP } from 'node:net';
import { authenticate, type DNSResolver } from 'mailauth';
import { checkResult, type SenderCheck } from '@/lib/domain/sender-check';
import { statedChecks } from './stated-checks';

/** Asks the domain name system; the records of a name by type. */
export type Resolve = DNSResolver;

/** Signatures that are shown; a mail may carry any number. */
const MOST_SIGNATURES = 5;

/** Addresses that are none of the internet's (RFC 1918, 3927, 4193, 4291, 6598): a mail server of the municipality's own. */
const OWN_NETWORK = new BlockList();
for (const [address, prefix] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  OWN_NETWORK.addSubnet(address, prefix);
for (const [address, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  OWN_NETWORK.addSubnet(address, prefix, 'ipv6');

/**
 * What SPF, DKIM and DMARC say of a mail's sender. SPF and DMARC need the address from which the mail came from outside: where the
 * municipality's own server hands it on, what that server stated is given, and of the rest only the signatures are looked at.
 * A name server that does not answer gives `temperror`.
 */
export async function checkSender(raw: Uint8Array, envelope: Record<string, unknown>, resolve: Resolve): Promise<SenderCheck[]> {
  const client = text(envelope.client);
  const ip = isOutside(client) ? client : undefined;
  const { dkim, spf, dmarc } = await authenticate(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), {
    ...(ip ? { ip, helo: text(envelope.helo), sender: text(envelope.from) } : {}),
    mta: 'mottak',
    // As the RFCs say: without it a text that was changed on the way counts as "neutral".
    strict: true,
    resolver: resolve,
    disableArc: true,
    disableBimi: true,
    disableDmarc: ip === undefined,
  });
  const checks: SenderCheck[] = dkim.results
    .slice(0, MOST_SIGNATURES)
    .map(({ status, signingDomain }) => own('dkim', status.result, signingDomain));
  if (ip && spf) checks.unshift(own('spf', spf.status.result, spf.domain));
  if (ip && dmarc) checks.push(own('dmarc', dmarc.status.result, dmarc.domain));
  return [...checks, ...statedChecks(raw)];
}

function own(method: SenderCheck['method'], result: string, domain: string | undefined): SenderCheck {
  return { method, result: checkResult(result), domain: domain ?? '', by: null };
}

function isOutside(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !OWN_NETWORK.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
