import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { MailCatcher } from '@/components/mail-catcher/mail-catcher';
import { requireStaff } from '@/lib/auth/session';
import { env } from '@/lib/env';
import { services } from '@/lib/http/services';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mailcatcher'))('title') };
}

/** The demo's notices and digests to the staff of the signed-in person's municipality. Outside demo mode there is no such page. */
export default async function MailCatcherPage() {
  if (env().MOTTAK_MODE !== 'demo') notFound();
  const staff = await requireStaff('mail-catcher.see');
  const people = await services().prisma.staff.findMany({
    where: { municipalityId: staff.municipality.id },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return <MailCatcher people={people} timeZone={staff.municipality.timeZone} />;
}
