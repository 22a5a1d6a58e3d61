import { domainToASCII } from 'node:url';

/** Whether a host or mail domain is the given domain or lies under it. Case and the written form of letters do not matter. */
export function isUnder(host: string, domain: string): boolean {
  const name = asciiDomain(host);
  const parent = asciiDomain(domain);
  return parent !== '' && (name === parent || name.endsWith(`.${parent}`));
}

function asciiDomain(domain: string): string {
  const text = domain.trim().toLowerCase().replace(/\.$/, '');
  return domainToASCII(text) || text;
}

/** An address in the form in which addresses are compared: lower case, domain in ASCII. */
export function comparableAddress(address: string): { local: string; domain: string; whole: string } {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0)).trim().toLowerCase();
  const domain = at < 0 ? '' : asciiDomain(address.slice(at + 1));
  return { local, domain, whole: `${local}@${domain}` };
}
