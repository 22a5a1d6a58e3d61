import { ensurePolicies } from '@/lib/deadlines/policies';
import { COUNTRY_TIME_ZONE } from '@/lib/domain/local-time';
import { COUNTRIES } from '@/lib/domain/report';
import { type CommandContext, EXIT } from './command-context';

const PLACES = {
  dk: { locale: 'da', unit: 'Modtagelsen' },
  no: { locale: 'nb', unit: 'Mottak' },
  se: { locale: 'sv', unit: 'Mottagningen' },
} as const;

/** `mottak add-municipality SLUG --name … --country dk|no|se --phone … [--mail-address …] [--resource-id …]`: a tenant with its channels. */
export async function addMunicipalityCommand(
  { prisma, clock, options, print, complain }: CommandContext,
  [slug]: string[],
): Promise<number> {
  const { name, phone, 'mail-address': addresses = [], 'resource-id': resources = [] } = options;
  const country = COUNTRIES.find((one) => one === options.country);
  if (!slug?.match(/^[a-z0-9-]+$/) || !name || !phone || !country) {
    complain('mottak add-municipality SLUG --name NAME --country dk|no|se --phone NUMBER [--mail-address A]… [--resource-id ID]…');
    return EXIT.usage;
  }
  if (await prisma.municipality.findUnique({ where: { slug } })) {
    complain(`There is a municipality ${slug} already.`);
    return EXIT.failed;
  }
  const mailAddresses = addresses.map((address) => address.toLowerCase());
  const { locale, unit } = PLACES[country];
  const channels = [
    ...(['form', 'email', 'phone', 'letter'] as const).map((kind) => ({ kind, name: kind })),
    ...resources.map((id) => ({ kind: 'secure_post' as const, name: `altinn:${id}` })),
  ];
  await prisma.municipality.create({
    data: {
      slug,
      name,
      country,
      phone,
      timeZone: COUNTRY_TIME_ZONE[country],
      locale,
      mailAddresses,
      mailDomains: [...new Set(mailAddresses.map((address) => address.slice(address.indexOf('@') + 1)))],
      units: { create: [{ name: unit, isIntake: true }] },
      channels: { create: channels },
    },
  });
  await ensurePolicies(prisma, clock());
  print({ municipality: slug, channels: channels.map((channel) => channel.name) });
  return EXIT.done;
}
