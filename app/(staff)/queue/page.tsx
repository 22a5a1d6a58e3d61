import { getTranslations } from 'next-intl/server';
import { QueueScreen } from '@/components/queue/queue-screen';
import { requireStaff } from '@/lib/auth/session';
import { QUEUE_FILTERS } from '@/lib/domain/queue-order';
import { asJson } from '@/lib/http/json';
import { services } from '@/lib/http/services';
import { seeQueue } from '@/lib/triage/see-queue';

const FIRST_PAGE = 100;

export async function generateMetadata() {
  return { title: (await getTranslations('queue'))('title') };
}

export default async function QueuePage({ searchParams }: { searchParams: Promise<{ filter?: string }> }) {
  const staff = await requireStaff('queue.see');
  const asked = (await searchParams).filter;
  const view = { filter: QUEUE_FILTERS.find((filter) => filter === asked) ?? ('all' as const), limit: FIRST_PAGE, search: '' };
  const opened = services();
  const data = asJson(await seeQueue(opened, staff, view, opened.clock()));
  return <QueueScreen me={{ id: staff.staffId, name: staff.name }} timeZone={staff.municipality.timeZone} initial={{ ...data, view }} />;
}
