import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RosterScreen } from '@/components/roster/roster-screen';
import { requireStaff } from '@/lib/auth/session';
import { may } from '@/lib/domain/access';
import { asJson } from '@/lib/http/json';
import { services } from '@/lib/http/services';
import { seeRoster } from '@/lib/roster/see-roster';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('roster'))('title') };
}

/** Who has duty when: two weeks from a day on, now and next, and the forms that change it. */
export default async function RosterPage({ searchParams }: { searchParams: Promise<{ from?: string }> }) {
  const staff = await requireStaff('roster.see');
  const { from } = await searchParams;
  const { prisma, clock } = services();
  const first = asJson(await seeRoster(prisma, staff.municipality, typeof from === 'string' ? from : undefined, clock()));
  return <RosterScreen key={first.firstDay} first={first} me={staff.staffId} mayEdit={may(staff.role, 'roster.edit')} />;
}
