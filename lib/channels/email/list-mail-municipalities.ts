import type { Db } from '@/lib/db/client';
import type { MailMunicipality } from './route-recipient';

export type MunicipalityForMail = MailMunicipality & { phone: string };

/** All municipalities with their mail addresses and domains, the first created first. */
export async function listMailMunicipalities(prisma: Db): Promise<MunicipalityForMail[]> {
  return prisma.municipality.findMany({
    select: { id: true, slug: true, mailAddresses: true, mailDomains: true, closedAddresses: true, oldDomains: true, phone: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}
