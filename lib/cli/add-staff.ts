import { ROLES } from '@/lib/domain/access';
import { type CommandContext, EXIT } from './command-context';

/** `mottak add-staff EMAIL --municipality SLUG --name … --role …  [--duty-officer]`: an account; the identity provider knows it by its address. */
export async function addStaffCommand({ prisma, options, print, complain }: CommandContext, [email]: string[]): Promise<number> {
  const role = ROLES.find((one) => one === options.role);
  if (!email?.includes('@') || !options.municipality || !options.name || !role) {
    complain('mottak add-staff EMAIL --municipality SLUG --name NAME --role caseworker|supervisor|administrator [--duty-officer]');
    return EXIT.usage;
  }
  const municipality = await prisma.municipality.findUnique({
    where: { slug: options.municipality },
    include: { units: { where: { isIntake: true } } },
  });
  if (!municipality) {
    complain(`There is no municipality ${options.municipality}.`);
    return EXIT.failed;
  }
  const data = {
    name: options.name,
    role,
    dutyOfficer: options['duty-officer'] ?? false,
    locale: municipality.locale,
    municipalityId: municipality.id,
    unitId: municipality.units[0]?.id ?? null,
    active: true,
  };
  const staff = await prisma.staff.upsert({
    where: { email: email.toLowerCase() },
    create: { email: email.toLowerCase(), ...data },
    update: data,
  });
  print({ staff: staff.email, municipality: municipality.slug, role: staff.role });
  return EXIT.done;
}
