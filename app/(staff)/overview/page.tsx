import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OverviewBoard } from '@/components/overview/overview-board';
import type { OverviewAnswer } from '@/components/overview/use-overview';
import { requireStaff } from '@/lib/auth/session';
import { seeOverview } from '@/lib/health/see-overview';
import { services } from '@/lib/http/services';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') };
}

/** What needs action, by channel and unit, and whether the worker lives. */
export default async function OverviewPage() {
  const staff = await requireStaff('overview.see');
  const overview = await seeOverview(services(), staff, services().clock());
  // The same form as the renewed figures have, so that the page reads one kind of them.
  const first: OverviewAnswer = JSON.parse(JSON.stringify(overview));
  return <OverviewBoard first={first} timeZone={staff.municipality.timeZone} />;
}
