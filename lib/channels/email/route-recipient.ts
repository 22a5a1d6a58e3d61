import { explainWrongAddress, type WrongAddress } from '@/lib/domain/wrong-address';
import { headerBlock } from './header-block';
import { mailAddresses } from './mail-addresses';
import { comparableAddress, isUnder } from './mail-domain';

/** What routing needs of a municipality; the first created comes first in a list. */
export type MailMunicipality = {
  id: string;
  slug: string;
  mailAddresses: readonly string[];
  mailDomains: readonly string[];
  closedAddresses: readonly string[];
  oldDomains: readonly string[];
};

/** `wrong` goes with the flag "wrong-address": which address it was. */
export type AddressMarks = { flags: string[]; wrong?: WrongAddress };
export type MailRecipient = AddressMarks & { municipalityId: string };

type Match = 'address' | 'domain';

/** How an address belongs to a municipality: it is one of its addresses, or only in one of its domains. */
function matchAddress(municipality: MailMunicipality, address: string): Match | null {
  const wanted = comparableAddress(address);
  const plain = `${wanted.local.replace(/\+.*$/, '')}@${wanted.domain}`;
  const own = municipality.mailAddresses.map((known) => comparableAddress(known).whole);
  if (own.includes(wanted.whole) || own.includes(plain)) return 'address';
  if (municipality.closedAddresses.map((known) => comparableAddress(known).whole).includes(wanted.whole)) return 'domain';
  const domains = [...municipality.mailDomains, ...municipality.oldDomains];
  return wanted.domain !== '' && domains.some((domain) => isUnder(wanted.domain, domain)) ? 'domain' : null;
}

/** The municipality that an address belongs to; one that owns the very address goes before one that owns the domain. */
export function findMunicipality(municipalities: readonly MailMunicipality[], address: string): MailMunicipality | undefined {
  return (
    municipalities.find((municipality) => matchAddress(municipality, address) === 'address') ??
    municipalities.find((municipality) => matchAddress(municipality, address) === 'domain')
  );
}

/**
 * Which municipalities a mail is for: each that an envelope recipient belongs to; without any, the first that the mail's own
 * fields name; without any, `defaultId` or the first municipality. Sent to an address that none of them made known, it is
 * taken all the same and flagged "wrong-address". Empty only when there is no municipality at all.
 */
export function routeRecipients(
  raw: Uint8Array,
  envelopeRecipients: readonly string[],
  municipalities: readonly MailMunicipality[],
  defaultId?: string,
): MailRecipient[] {
  const written = writtenRecipients(raw);
  const enveloped = unique(envelopeRecipients.flatMap((address) => findMunicipality(municipalities, address) ?? []));
  const named = [...written.original, ...written.delivered]
    .flatMap((address) => findMunicipality(municipalities, address) ?? [])
    .slice(0, 1);
  const found = enveloped.length > 0 ? enveloped : named;
  if (found.length > 0)
    return found.map((municipality) => ({ municipalityId: municipality.id, ...marksFor(municipality, written, envelopeRecipients) }));
  const fallback = municipalities.find(({ id }) => id === defaultId) ?? municipalities[0];
  if (!fallback) return [];
  const address = envelopeRecipients[0] ?? written.original[0];
  return [{ municipalityId: fallback.id, ...(address ? wrongAddress(fallback, address) : { flags: ['wrong-address'] }) }];
}

/** Marks of a mail that came to this municipality for certain, e.g. out of its own mailbox. */
export function recipientMarks(raw: Uint8Array, municipality: MailMunicipality): AddressMarks {
  return marksFor(municipality, writtenRecipients(raw), []);
}

/** `original`: to whom the sender wrote. `delivered`: where servers on the way put it, e.g. a catch-all mailbox. */
type Written = { original: string[]; delivered: string[] };

function writtenRecipients(raw: Uint8Array): Written {
  const block = headerBlock(raw);
  const addresses = (names: string[]) =>
    mailAddresses(block, names)
      .map(({ address }) => address)
      .filter((address) => address !== '');
  return { original: addresses(['x-original-to', 'to', 'cc']), delivered: addresses(['envelope-to', 'x-envelope-to', 'delivered-to']) };
}

/** What the sender wrote decides; a blind copy names nobody, so then what the envelope says. */
function marksFor(municipality: MailMunicipality, written: Written, envelope: readonly string[]): AddressMarks {
  for (const addresses of [written.original, [...envelope, ...written.delivered]]) {
    const matches = addresses.map((address) => matchAddress(municipality, address));
    if (matches.includes('address')) return { flags: [] };
    const wrong = addresses[matches.indexOf('domain')];
    if (wrong !== undefined) return wrongAddress(municipality, wrong);
  }
  const unknown = envelope[0] ?? written.original[0];
  return unknown === undefined ? { flags: [] } : wrongAddress(municipality, unknown);
}

function wrongAddress(municipality: MailMunicipality, address: string): AddressMarks {
  const whole = (each: string) => comparableAddress(each).whole;
  const known = {
    mailAddresses: municipality.mailAddresses.map(whole),
    closedAddresses: municipality.closedAddresses.map(whole),
    mailDomains: municipality.mailDomains.map((domain) => domain.toLowerCase()),
    oldDomains: municipality.oldDomains.map((domain) => domain.toLowerCase()),
  };
  return { flags: ['wrong-address'], wrong: explainWrongAddress(whole(address), known) };
}

function unique(municipalities: MailMunicipality[]): MailMunicipality[] {
  return [...new Set(municipalities)];
}
