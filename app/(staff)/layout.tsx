import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { QueryProvider } from '@/components/ui/query-provider';
import { StaffHeader } from '@/components/ui/staff-header';
import { currentStaff } from '@/lib/auth/session';
import { may } from '@/lib/domain/access';
import { env } from '@/lib/env';

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const staff = await currentStaff();
  if (!staff) redirect('/sign-in');
  const t = await getTranslations('common');
  const links = [
    { href: '/queue', label: t('queue'), show: may(staff.role, 'queue.see') },
    { href: '/phone', label: t('phone'), show: may(staff.role, 'phone.note') },
    { href: '/letters', label: t('letters'), show: may(staff.role, 'letter.take') },
    { href: '/overview', label: t('overview'), show: may(staff.role, 'overview.see') },
    { href: '/roster', label: t('roster'), show: may(staff.role, 'roster.see') },
    { href: '/escalation', label: t('escalation'), show: may(staff.role, 'policy.see') },
    { href: '/channels', label: t('channels'), show: may(staff.role, 'channel.see') },
    { href: '/field-mappings', label: t('fieldMappings'), show: may(staff.role, 'mapping.edit') },
    { href: '/mail-catcher', label: t('mailCatcher'), show: env().MOTTAK_MODE === 'demo' && may(staff.role, 'mail-catcher.see') },
    { href: '/profile', label: t('profile'), show: may(staff.role, 'profile.own') },
  ].filter((link) => link.show);
  return (
    <QueryProvider>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:left-2 focus:top-2 focus:z-50 focus:rounded focus:bg-white focus:p-2 focus:text-black"
      >
        {t('skip')}
      </a>
      <StaffHeader
        links={links.map(({ href, label }) => ({ href, label }))}
        person={staff.name}
        role={staff.role}
        municipality={staff.municipality.name}
        demo={env().MOTTAK_MODE === 'demo'}
      />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-[90rem] px-4 py-6 outline-none">
        {children}
      </main>
    </QueryProvider>
  );
}
