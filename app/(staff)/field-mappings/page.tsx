import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MappingScreen } from '@/components/mapping/mapping-screen';
import { requireStaff } from '@/lib/auth/session';
import { asJson } from '@/lib/http/json';
import { services } from '@/lib/http/services';
import { listMappings } from '@/lib/mapping/list-mappings';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mapping'))('title') };
}

/** What the labels of form vendors mean, for administrators. */
export default async function FieldMappingsPage() {
  const staff = await requireStaff('mapping.edit');
  const first = asJson(await listMappings(services().prisma, staff.municipality.id));
  return <MappingScreen first={first} timeZone={staff.municipality.timeZone} />;
}
