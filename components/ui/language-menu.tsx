'use client';

import { Select } from '@navikt/ds-react/Select';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { LOCALE_COOKIE, LOCALES } from '@/lib/i18n/locales';

const NAMES = { da: 'Dansk', nb: 'Bokmål', nn: 'Nynorsk', sv: 'Svenska', en: 'English' } as const;

/** Chooses the language of the screens; kept in a cookie of this browser. */
export function LanguageMenu() {
  const router = useRouter();
  const locale = useLocale();
  const t = useTranslations('common');
  const choose = (value: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the choice must be known to the server at the refresh that follows
    document.cookie = `${LOCALE_COOKIE}=${value}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  };
  return (
    <Select label={t('language')} hideLabel size="small" value={locale} onChange={(event) => choose(event.target.value)}>
      {LOCALES.map((code) => (
        <option key={code} value={code} lang={code}>
          {NAMES[code]}
        </option>
      ))}
    </Select>
  );
}
