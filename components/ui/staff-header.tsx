'use client';

import { Button } from '@navikt/ds-react/Button';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { signOut } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef, useState } from 'react';
import { LanguageMenu } from './language-menu';

type Props = {
  links: { href: string; label: string }[];
  person: string;
  role: 'caseworker' | 'supervisor' | 'administrator';
  municipality: string;
  demo: boolean;
};

/** The bar on top of every staff page: where to go, who is signed in, in which language. On a narrow screen a button opens it. */
export function StaffHeader({ links, person, role, municipality, demo }: Props) {
  const t = useTranslations('common');
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button inside opened, from wherever the focus is in it
    <header className="no-print border-b border-(--ax-border-neutral-subtle) bg-(--ax-bg-raised)" onKeyDown={closeOnEscape}>
      <div className="mx-auto flex w-full max-w-[90rem] flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <p className="min-w-0 flex-1 font-semibold lg:flex-none">
          Mottak <span className="font-normal">· {municipality}</span>
          {demo ? <span className="ml-2 rounded border px-1 text-sm">{t('demo')}</span> : null}
        </p>
        <Button
          ref={button}
          className="shrink-0 lg:hidden"
          size="small"
          variant="secondary"
          data-color="neutral"
          aria-expanded={open}
          aria-controls="staff-menu"
          onClick={() => setOpen(!open)}
        >
          {t('menu')}
        </Button>
        <div
          id="staff-menu"
          className={`${open ? 'flex' : 'hidden'} basis-full flex-col gap-3 py-2 lg:flex lg:basis-0 lg:grow lg:flex-row lg:flex-wrap lg:items-center lg:py-0`}
        >
          <Navigation links={links} onGo={() => setOpen(false)} />
          <div className="flex flex-wrap items-center gap-3 lg:ml-auto">
            <span>
              {person} <span className="text-(--ax-text-neutral-subtle)">({t(role)})</span>
            </span>
            <LanguageMenu />
            <Button size="small" variant="tertiary" onClick={() => signOut({ callbackUrl: '/sign-in' })}>
              {t('signOut')}
            </Button>
          </div>
        </div>
      </div>
    </header>
  );
}

function Navigation({ links, onGo }: { links: Props['links']; onGo(): void }) {
  const path = usePathname();
  const t = useTranslations('common');
  return (
    <nav aria-label={t('navigation')}>
      <ul className="grid grid-cols-2 gap-1 sm:grid-cols-4 lg:flex lg:flex-wrap">
        {links.map(({ href, label }) => {
          const current = path === href || path.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={current ? 'page' : undefined}
                onClick={onGo}
                className={`inline-flex min-h-11 items-center rounded px-1 hover:underline lg:px-2 ${current ? 'font-semibold underline decoration-2 underline-offset-8' : ''}`}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
