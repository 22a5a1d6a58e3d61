'use client';

import { en, nb, nn } from '@navikt/ds-react/locales';
import { Provider } from '@navikt/ds-react/Provider';
import { useLocale } from 'next-intl';
import type { ReactNode } from 'react';

const LOCALE = { da: nb, nb, nn, sv: en, en } as const;

/** Aksel speaks no Danish and no Swedish: these are the words that its parts say by themselves on our pages, most of them only aloud. */
const WORDS = {
  da: {
    showMore: 'Vis mere',
    showLess: 'Vis mindre',
    readOnly: 'Skrivebeskyttet',
    close: 'Luk',
    error: 'Fejl',
    info: 'Information',
    success: 'Udført',
    warning: 'Advarsel',
    announcement: 'Meddelelse',
  },
  sv: {
    showMore: 'Visa mer',
    showLess: 'Visa mindre',
    readOnly: 'Skrivskyddad',
    close: 'Stäng',
    error: 'Fel',
    info: 'Information',
    success: 'Klart',
    warning: 'Varning',
    announcement: 'Meddelande',
  },
};

/** Lets the parts that come from Aksel speak the reader's language too. */
export function AkselLanguage({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const words = locale === 'da' || locale === 'sv' ? { global: WORDS[locale] } : {};
  return (
    <Provider locale={locale in LOCALE ? LOCALE[locale as keyof typeof LOCALE] : en} translations={words}>
      {children}
    </Provider>
  );
}
