import { html } from 'hono/html';
import type { Country } from '@/lib/domain/report';
import type { Locale } from '@/lib/i18n/locales';
import type { Translator } from '@/lib/i18n/translator';
import type { PublicFacts } from '../public-facts';
import { EMERGENCY_NUMBERS, telephoneLink } from './emergency-numbers';

/** A piece of escaped HTML. */
export type Html = ReturnType<typeof html>;

/** What every public page knows: its reader's language, and the municipality where one is chosen. */
export type PageContext = { locale: Locale; t: Translator; municipality?: PublicFacts };

/** The languages by their own names. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = {
  da: 'Dansk',
  nb: 'Norsk bokmål',
  nn: 'Norsk nynorsk',
  sv: 'Svenska',
  en: 'English',
};

type Layout = { title: string; languages: Html; body: Html };

/** A complete page. Its bar with the telephone numbers stays on screen at all times. */
export function pageLayout({ locale, t, municipality }: PageContext, { title, languages, body }: Layout): Html {
  return html`<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}${municipality ? ` – ${municipality.name}` : ''}</title>
<link rel="icon" type="image/svg+xml" href="/icon.svg">
<link rel="stylesheet" href="/forms.css">
</head>
<body>
<a class="skip" href="#content">${t('page.skip')}</a>
<header class="bar">
<div class="bar-inner">
<p class="bar-danger"><strong>${t('page.inDanger')}</strong> ${numbersOf(municipality).map(({ number, name }) => callLink(number, t(`number.${name}`)))}</p>
${municipality ? html`<p class="bar-municipality"><span>${municipality.name}</span> ${callLink(municipality.phone)}</p>` : ''}
</div>
</header>
<div class="page">
${languages}
<main id="content">
${body}
</main>
</div>
</body>
</html>`;
}

function numbersOf(municipality: PublicFacts | undefined): { number: string; name: string }[] {
  return municipality ? EMERGENCY_NUMBERS[municipality.country].filter(({ always }) => always) : [{ number: '112', name: 'emergency' }];
}

/** A number to call, with its name for readers who cannot see where it stands. */
export function callLink(number: string, name?: string): Html {
  return html`<a class="call" href="${telephoneLink(number)}">${number}${name ? html`<span class="call-name"> ${name}</span>` : ''}</a>`;
}

/** All numbers of a country with their names. */
export function emergencyList(t: Translator, country: Country): Html {
  return html`<ul class="numbers">${EMERGENCY_NUMBERS[country].map(({ number, name }) => html`<li>${callLink(number)} <span>${t(`number.${name}`)}</span></li>`)}</ul>`;
}

/** Links that show the same page in another language. For pages on which nothing has been typed. */
export function languageLinks({ locale, t }: PageContext, address: string): Html {
  const link = ([code, name]: [string, string]) =>
    html`<li>${code === locale ? html`<span lang="${code}" aria-current="true">${name}</span>` : html`<a href="${address}?lang=${code}" lang="${code}" hreflang="${code}">${name}</a>`}</li>`;
  return html`<nav class="languages" aria-label="${t('page.language')}"><ul>${Object.entries(LANGUAGE_NAMES).map(link)}</ul></nav>`;
}
