import './globals.css';
import { Theme } from '@navikt/ds-react/Theme';
import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { AkselLanguage } from '@/components/ui/aksel-language';
import { FollowColorScheme } from '@/components/ui/follow-color-scheme';

export const metadata: Metadata = { title: { default: 'Mottak', template: '%s · Mottak' }, robots: 'noindex' };

/** Every page is made at request time: it depends on who asks and carries a nonce. */
export const dynamic = 'force-dynamic';

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={await getLocale()} suppressHydrationWarning>
      <head>
        <FollowColorScheme />
      </head>
      <body>
        <Theme>
          <NextIntlClientProvider>
            <AkselLanguage>{children}</AkselLanguage>
          </NextIntlClientProvider>
        </Theme>
      </body>
    </html>
  );
}
