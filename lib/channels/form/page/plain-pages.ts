import { html } from 'hono/html';
import { localTimeOfDay } from '@/lib/domain/local-time';
import type { PublicFacts } from '../public-facts';
import { callLink, emergencyList, type Html, languageLinks, type PageContext, pageLayout } from './page-layout';

type MunicipalityContext = PageContext & { municipality: PublicFacts };

/** The municipalities to choose from. */
export function listPage(context: PageContext, municipalities: readonly PublicFacts[]): Html {
  const { t, locale } = context;
  const item = ({ slug, name, country }: PublicFacts) =>
    html`<li><a href="/form/${slug}?lang=${locale}"><span>${name}</span> <small>${t(`country.${country}`)}</small></a></li>`;
  const body = html`<h1>${t('list.title')}</h1>
<section class="box wait"><h2>${t('wait.title')}</h2><p>${t('wait.text')}</p></section>
<p class="lead">${municipalities.length > 0 ? t('list.lead') : t('list.none')}</p>
<ul class="places">${municipalities.map(item)}</ul>`;
  return pageLayout(context, { title: t('list.title'), languages: languageLinks(context, '/form'), body });
}

/** The database is gone: nobody should type a report now that cannot be received. */
export function closedPage(context: PageContext, municipalities: readonly PublicFacts[]): Html {
  const { t, municipality } = context;
  const places = municipality ? [municipality] : municipalities;
  const body = html`<h1>${t('closed.title')}</h1>
<section class="box alarm" role="alert"><p>${t('closed.text')}</p>
<ul class="numbers">${places.map(({ name, phone }) => html`<li>${callLink(phone)} <span>${name}</span></li>`)}</ul></section>
${municipality ? emergencyList(t, municipality.country) : ''}
<p>${t('closed.again')}</p>`;
  return pageLayout(context, {
    title: t('closed.title'),
    languages: languageLinks(context, municipality ? `/form/${municipality.slug}` : '/form'),
    body,
  });
}

/** No such municipality, or a receipt that is no longer shown, or a submission that cannot be read: a sentence and the way on. */
export function messagePage(context: PageContext, key: 'unknown' | 'noReceipt' | 'unreadable'): Html {
  const { t, municipality, locale } = context;
  const body = html`<h1>${t(`${key}.title`)}</h1><p class="lead">${t(`${key}.text`)}</p>
<p><a href="/form${municipality ? `/${municipality.slug}` : ''}?lang=${locale}">${t('page.toForm')}</a></p>`;
  return pageLayout(context, {
    title: t(`${key}.title`),
    languages: languageLinks(context, municipality ? `/form/${municipality.slug}` : '/form'),
    body,
  });
}

/** Proof that the report is stored: shown only after the commit. */
export function receiptPage(context: MunicipalityContext, receipt: { code: string; receivedAt: Date }): Html {
  const { t, municipality, locale } = context;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: municipality.timeZone }).format(receipt.receivedAt);
  const at = { day, time: localTimeOfDay(receipt.receivedAt, municipality.timeZone) };
  const body = html`<p class="kicker">${municipality.name}</p>
<section class="box done"><h1>${t('receipt.title')}</h1>
<p>${t('receipt.stored', { municipality: municipality.name, ...at })}</p>
<p class="code-label" id="code-label">${t('receipt.code')}</p>
<p class="code" aria-labelledby="code-label"><code>${receipt.code}</code></p>
<p>${t('receipt.keep')}</p></section>
<h2>${t('receipt.next')}</h2>
<p>${t(`after.${municipality.country}`)}</p>
<p>${t(`receipt.feedback.${municipality.country}`)}</p>
<section class="box wait"><h2>${t('receipt.worseTitle')}</h2><p>${t('receipt.worse')}</p>${emergencyList(t, municipality.country)}
<p class="big-call"><span>${municipality.name}</span> ${callLink(municipality.phone)}</p></section>
<p>${t('receipt.leave')}</p>`;
  return pageLayout(context, { title: t('receipt.title'), languages: languageLinks(context, `/form/${municipality.slug}/receipt`), body });
}
