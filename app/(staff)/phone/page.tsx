import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PhoneDesk } from '@/components/phone/phone-desk';
import { requireStaff } from '@/lib/auth/session';
import { listDrafts } from '@/lib/channels/phone/list-drafts';
import { services } from '@/lib/http/services';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('phone'))('title') };
}

/** A note for the call that is going on, or the draft that the address names; with it the person's other unfinished notes. */
export default async function PhonePage({ searchParams }: { searchParams: Promise<{ draft?: string }> }) {
  const staff = await requireStaff('phone.note');
  const { draft } = await searchParams;
  const { prisma, clock } = services();
  const drafts = await listDrafts(prisma, { staffId: staff.staffId, municipalityId: staff.municipality.id });
  const open = drafts.find(({ id }) => id === draft) ?? null;
  return (
    <PhoneDesk
      key={open?.id ?? 'new'}
      open={open}
      others={drafts.filter(({ id }) => id !== open?.id)}
      serverNow={clock()}
      timeZone={staff.municipality.timeZone}
      country={staff.municipality.country}
    />
  );
}
