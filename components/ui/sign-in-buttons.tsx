'use client';

import { Button } from '@navikt/ds-react/Button';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { DemoAccount } from '@/lib/auth/list-demo-accounts';

/** Sign-in with the identity provider of the municipality. */
export function OidcButton({ name, to }: { name: string; to: string }) {
  const t = useTranslations('signin');
  return (
    <Button size="medium" onClick={() => signIn('oidc', { callbackUrl: to })}>
      {t('with', { name })}
    </Button>
  );
}

/** The demo's cast: one button a person. */
export function DemoAccounts({ accounts, to }: { accounts: DemoAccount[]; to: string }) {
  const t = useTranslations('signin');
  const [busy, setBusy] = useState('');
  const enter = (account: DemoAccount) => {
    setBusy(account.email);
    // biome-ignore lint/suspicious/noDocumentCookie: the language goes with the account, before the first page is asked for
    document.cookie = `mottak-locale=${account.locale}; path=/; max-age=31536000; samesite=lax`;
    void signIn('demo', { email: account.email, callbackUrl: to });
  };
  const places = [...new Set(accounts.map((account) => account.municipality))];
  return (
    <section aria-labelledby="demo-heading" className="flex flex-col gap-4">
      <Heading size="small" level="2" id="demo-heading">
        {t('demo')}
      </Heading>
      <BodyShort>{t('demoLead')}</BodyShort>
      {places.map((place) => (
        <div key={place} className="flex flex-col gap-2">
          <Heading size="xsmall" level="3">
            {place}
          </Heading>
          <ul className="grid gap-2 sm:grid-cols-2">
            {accounts
              .filter((account) => account.municipality === place)
              .map((account) => (
                <li key={account.email}>
                  <Button
                    variant="secondary"
                    className="w-full justify-start"
                    loading={busy === account.email}
                    onClick={() => enter(account)}
                  >
                    {account.name} · {t(account.dutyOfficer ? 'dutyOfficer' : account.role)}
                  </Button>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
