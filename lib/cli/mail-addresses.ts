import { comparableAddress } from '@/lib/channels/email/mail-domain';
import { appendAudit, municipalityStream } from '@/lib/db/append-audit';
import { type CommandContext, EXIT } from './command-context';

const USAGE = `mottak mail-addresses --municipality SLUG [--add ADDRESS]… [--close ADDRESS]… [--old-domain DOMAIN]…
A closed address and an old domain are still taken: reports to them are flagged with the address that was wrong.`;

type Addresses = { mailAddresses: string[]; closedAddresses: string[]; mailDomains: string[]; oldDomains: string[] };

/** `mottak mail-addresses`: shows, and changes where asked to, which addresses a municipality gives out and gave out once. */
export async function mailAddressesCommand({ prisma, clock, options, print, complain }: CommandContext): Promise<number> {
  const { add = [], close = [], 'old-domain': old = [], municipality: slug } = options;
  const municipality = slug ? await prisma.municipality.findUnique({ where: { slug } }) : null;
  if (
    !municipality ||
    [...add, ...close].some((address) => !/^\S+@[^\s@]+$/.test(address)) ||
    old.some((domain) => !/^[^\s@]+$/.test(domain))
  ) {
    complain(slug && !municipality ? `There is no municipality ${slug}.` : USAGE);
    return slug && !municipality ? EXIT.failed : EXIT.usage;
  }
  const { id, mailAddresses, closedAddresses, mailDomains, oldDomains } = municipality;
  const before: Addresses = { mailAddresses, closedAddresses, mailDomains, oldDomains };
  const after = changed(
    before,
    add.map(whole),
    close.map(whole),
    old.map((domain) => domain.toLowerCase()),
  );
  if (add.length + close.length + old.length > 0) {
    const entry = { municipalityId: id, stream: municipalityStream(id), reportId: null, at: clock(), actor: 'system:command' };
    await prisma.$transaction(async (tx) => {
      await tx.municipality.update({ where: { id }, data: after });
      await appendAudit(tx, { ...entry, action: 'mail-addresses.changed', detail: { before, after } });
    });
  }
  print({
    municipality: slug,
    in_use: after.mailAddresses,
    closed: after.closedAddresses,
    domains: after.mailDomains,
    old_domains: after.oldDomains,
  });
  return EXIT.done;
}

const whole = (address: string) => comparableAddress(address).whole;
const domainOf = (address: string) => comparableAddress(address).domain;

/** What is closed is in use no more, and the other way round. No domain is ever forgotten: mail to it would be refused. */
function changed(before: Addresses, add: string[], close: string[], old: string[]): Addresses {
  const mailAddresses = unique([...before.mailAddresses.filter((address) => !close.includes(whole(address))), ...add]);
  return {
    mailAddresses,
    closedAddresses: unique([...before.closedAddresses.filter((address) => !add.includes(address)), ...close]),
    mailDomains: unique([...before.mailDomains.filter((domain) => !old.includes(domain)), ...add.map(domainOf)]),
    oldDomains: unique([...before.oldDomains.filter((domain) => !add.map(domainOf).includes(domain)), ...old]),
  };
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
