import type { Locale } from '@/lib/i18n/locales';
import type { Receipt } from '@/lib/intake/incoming-report';
import { contextOf, type FormSite, pageAnswer } from './form-site';
import { closedPage, messagePage, receiptPage } from './page/plain-pages';
import { type PublicFacts, publicFacts } from './public-facts';

const COOKIE = 'mottak-receipt';
const SHOWN_SECONDS = 600;
const VALUE = /^([0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3})\.(\d{10,14})$/;

/**
 * Sends the notifier on to the receipt page. The code travels in a cookie that only that page gets and that ends soon: an address would
 * stand in logs and histories. A reload shows it again and sends nothing twice.
 */
export function receiptAnswer(site: FormSite, receipt: Receipt, { slug }: PublicFacts, locale: Locale): Response {
  const address = `/form/${slug}/receipt`;
  const cookie = [
    `${COOKIE}=${receipt.receiptCode}.${receipt.receivedAt.getTime()}`,
    `Path=${address}`,
    `Max-Age=${SHOWN_SECONDS}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(site.secure ? ['Secure'] : []),
  ];
  const headers = {
    location: `${address}?lang=${locale}`,
    'set-cookie': cookie.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  };
  return new Response(null, { status: 303, headers });
}

/** The receipt that the cookie carries; 404 with what to do when there is none. It needs no database: the commit was before the cookie. */
export async function showReceipt(site: FormSite, request: Request, slug: string): Promise<Response> {
  const { municipalities, fresh } = await publicFacts(site.pool, site.dataDir);
  const municipality = municipalities.find((one) => one.slug === slug);
  if (!municipality) {
    return fresh
      ? pageAnswer(404, messagePage(contextOf(request, undefined), 'unknown'))
      : pageAnswer(503, closedPage(contextOf(request, undefined), municipalities));
  }
  const receipt = receiptOf(request);
  const context = contextOf(request, municipality);
  return receipt ? pageAnswer(200, receiptPage(context, receipt)) : pageAnswer(404, messagePage(context, 'noReceipt'));
}

function receiptOf(request: Request): { code: string; receivedAt: Date } | undefined {
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((cookie) => cookie.trim());
  const value = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
  const found = VALUE.exec(value);
  return found ? { code: found[1] ?? '', receivedAt: new Date(Number(found[2])) } : undefined;
}
