import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LetterDesk } from '@/components/letter/letter-desk';
import { requireStaff } from '@/lib/auth/session';
import { localDay } from '@/lib/domain/local-time';
import { services } from '@/lib/http/services';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('letter'))('title') };
}

/** Letters that came by post or over the counter, handed in as scans with their date stamp. */
export default async function LettersPage() {
  const { municipality } = await requireStaff('letter.take');
  return <LetterDesk today={localDay(services().clock(), municipality.timeZone)} />;
}
