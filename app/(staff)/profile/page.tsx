import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ProfileScreen } from '@/components/profile/profile-screen';
import { requireStaff } from '@/lib/auth/session';
import { asJson } from '@/lib/http/json';
import { services } from '@/lib/http/services';
import { profileOf } from '@/lib/profile/profile-services';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('profile'))('title') };
}

/** How the signed-in person is reached. Nobody sees or changes anybody else's. */
export default async function ProfilePage() {
  const staff = await requireStaff('profile.own');
  const opened = services();
  const first = asJson(await profileOf(opened, staff, opened.clock()));
  return <ProfileScreen first={first} timeZone={staff.municipality.timeZone} />;
}
