import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { isLocale, LOCALE_COOKIE, type Locale, preferredLocale } from './locales';
import { messagesOf } from './translator';

/** Language of a staff page: the reader's choice (a cookie, set at sign-in from the account), else the browser's. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  const locale: Locale = isLocale(chosen) ? chosen : preferredLocale((await headers()).get('accept-language'), 'en');
  return { locale, messages: messagesOf(locale) as never, timeZone: 'UTC' };
});
