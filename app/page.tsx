import { redirect } from 'next/navigation';
import { currentStaff, homeOf } from '@/lib/auth/session';

export default async function Home() {
  const staff = await currentStaff();
  redirect(staff ? homeOf(staff.role) : '/sign-in');
}
