export const LOCALES = ['da', 'nb', 'nn', 'sv', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** Name of the cookie that holds a reader's choice of language. */
export const LOCALE_COOKIE = 'mottak-locale';

export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale);
}

/** The first language of an Accept-Language header that Mottak speaks. "no" is Norwegian without a written standard: bokmål. */
export function preferredLocale(acceptLanguage: string | null, fallback: Locale): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = Number(
        parameters
          .find((parameter) => parameter.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return { language: tag.split('-')[0] === 'no' ? 'nb' : tag.split('-')[0], quality: Number.isNaN(quality) ? 0 : quality };
    })
    .sort((a, b) => b.quality - a.quality);
  return wanted.map(({ language }) => language).find(isLocale) ?? fallback;
}
