import { env } from '@/lib/env';
import { services } from '@/lib/http/services';

export type DemoAccount = {
  email: string;
  name: string;
  role: 'caseworker' | 'supervisor' | 'administrator';
  dutyOfficer: boolean;
  municipality: string;
  locale: string;
};

/** The demo's cast, main municipality first; empty outside demo mode. */
export async function listDemoAccounts(): Promise<DemoAccount[]> {
  if (env().MOTTAK_MODE !== 'demo') return [];
  const staff = await services().prisma.staff.findMany({
    where: { demo: true, active: true },
    include: { municipality: true },
    orderBy: [{ municipality: { createdAt: 'asc' } }, { createdAt: 'asc' }],
  });
  return staff.map(({ email, name, role, dutyOfficer, municipality, locale }) => ({
    email,
    name,
    role,
    dutyOfficer,
    municipality: municipality.name,
    locale,
  }));
}
