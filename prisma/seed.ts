import { randomUUID } from 'node:crypto';
import { systemClock } from '@/lib/clock';
import type { Database } from '@/lib/db/client';
import type { Country, Role } from '@/lib/db/generated/enums';
import { ensurePolicies } from '@/lib/deadlines/policies';
import { DEMO_PLACES, type DemoPlace } from './demo-places';

/**
 * Creates the demo's municipalities, their cast and their channels, and unless `samples` is false the sample reports, through
 * the one door. Adds no municipality where one exists, and no sample where something has arrived.
 */
export async function seedDemo(database: Database, { samples }: { samples: boolean }): Promise<void> {
  const { prisma } = database;
  if ((await prisma.municipality.count()) === 0) for (const place of DEMO_PLACES) await createPlace(database, place);
  await ensurePolicies(prisma, systemClock());
  if (samples && (await prisma.arrival.count()) === 0) {
    const { seedSamples } = await import('./seed-samples');
    await seedSamples(database);
  }
}

const ZONES: Record<Country, string> = { dk: 'Europe/Copenhagen', no: 'Europe/Oslo', se: 'Europe/Stockholm' };

async function createPlace(database: Database, place: DemoPlace): Promise<void> {
  const { prisma } = database;
  const { slug, name, country, locale, phone, mailDomains, mailAddresses, resourceIds } = place;
  const municipality = await prisma.municipality.create({
    data: {
      slug,
      name,
      country,
      locale,
      phone,
      mailDomains,
      mailAddresses,
      timeZone: ZONES[country],
      units: { create: place.units.map((unit, index) => ({ name: unit, isIntake: index === 0 })) },
      channels: {
        create: [
          { kind: 'form', name: 'form' },
          { kind: 'email', name: 'email' },
          { kind: 'phone', name: 'phone' },
          { kind: 'letter', name: 'letter' },
          ...resourceIds.map((id) => ({ kind: 'secure_post' as const, name: `altinn:${id}` })),
        ],
      },
    },
    include: { units: true },
  });
  const domain = mailDomains[0];
  for (const [person, role, unit] of place.cast) {
    await prisma.staff.create({
      data: {
        name: person,
        role: role === 'duty_officer' ? 'caseworker' : (role as Role),
        dutyOfficer: role === 'duty_officer',
        demo: true,
        locale,
        municipalityId: municipality.id,
        unitId: municipality.units.find((one) => one.name === unit)?.id ?? null,
        email: `${mailName(person)}@${domain}`,
      },
    });
  }
  await createRoster(database, municipality, place.roster ?? []);
}

/** The roster of a demo counts from a Monday long before any sample, so that there is no time without it. */
async function createRoster(
  { prisma }: Database,
  { id: municipalityId, units }: { id: string; units: { id: string; name: string }[] },
  layers: NonNullable<DemoPlace['roster']>,
): Promise<void> {
  const staff = await prisma.staff.findMany({ where: { municipalityId }, select: { id: true, name: true } });
  const since = new Date('2026-01-05T00:00:00Z');
  for (const [index, { name, unit, participants, hours }] of layers.entries()) {
    await prisma.dutyLayer.create({
      data: {
        layerId: randomUUID(),
        municipalityId,
        name,
        hours,
        position: index + 1,
        unitId: units.find((one) => one.name === unit)?.id ?? null,
        participants: participants.flatMap((person) => staff.find((one) => one.name === person)?.id ?? []),
        startDay: '2026-01-05',
        handoverTime: '08:00',
        handoverWeekday: 1,
        weeks: 1,
        validFrom: since,
        createdAt: since,
      },
    });
  }
}

function mailName(person: string): string {
  return person
    .toLowerCase()
    .replaceAll('å', 'aa')
    .replaceAll('ø', 'oe')
    .replaceAll('ä', 'a')
    .replaceAll('ö', 'o')
    .replace(/[^a-z]+/g, '.');
}
