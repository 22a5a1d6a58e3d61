import { redirect } from 'next/navigation';
import { getServerSession } from 'next-auth';
import { may, type Right, type Role } from '@/lib/domain/access';
import { services } from '@/lib/http/services';
import { isLocale, type Locale } from '@/lib/i18n/locales';
import { authOptions } from './options';

export type StaffSession = {
  staffId: string;
  name: string;
  email: string;
  role: Role;
  unitId: string | null;
  locale: Locale;
  municipality: { id: string; slug: string; name: string; country: 'dk' | 'no' | 'se'; timeZone: string; locale: Locale };
};

/** The signed-in member of staff, read from the database at each request, so that a closed account is closed at once. */
export async function currentStaff(): Promise<StaffSession | null> {
  const session = await getServerSession(authOptions());
  const staffId = (session as { staffId?: string } | null)?.staffId;
  if (!staffId) return null;
  const staff = await services().prisma.staff.findFirst({ where: { id: staffId, active: true }, include: { municipality: true } });
  if (!staff) return null;
  const { id, slug, name, country, timeZone, locale } = staff.municipality;
  return {
    staffId: staff.id,
    name: staff.name,
    email: staff.email,
    role: staff.role,
    unitId: staff.unitId,
    locale: localeOf(staff.locale),
    municipality: { id, slug, name, country, timeZone, locale: localeOf(locale) },
  };
}

function localeOf(value: string): Locale {
  return isLocale(value) ? value : 'en';
}

/** For pages: the signed-in member of staff with that right; others are sent to sign in, or told that they may not. */
export async function requireStaff(right: Right): Promise<StaffSession> {
  const staff = await currentStaff();
  if (!staff) redirect('/sign-in');
  if (!may(staff.role, right)) redirect(homeOf(staff.role));
  return staff;
}

/** Where a person lands after signing in. */
export function homeOf(role: Role): '/queue' | '/overview' {
  return role === 'administrator' ? '/overview' : '/queue';
}
