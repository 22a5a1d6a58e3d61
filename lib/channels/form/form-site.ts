import type pg from 'pg';
import type { Clock } from '@/lib/clock';
import { isLocale, type Locale, preferredLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import type { Door } from '@/lib/intake/receive-report';
import type { Html, PageContext } from './page/page-layout';
import type { PublicFacts } from './public-facts';

/** What the public pages need. */
export type FormSite = { pool: pg.Pool; door: Door; clock: Clock; dataDir: string; secure: boolean };

/** Nothing runs in these pages, nothing is loaded from elsewhere, nobody may frame them, and no cache or address keeps them. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

/** Seconds after which trying again makes sense while the database is gone. */
const RETRY_SECONDS = 120;

/** A page as the answer; 503 says when to try again. */
export async function pageAnswer(status: number, page: Html): Promise<Response> {
  const retry = status === 503 ? { 'retry-after': String(RETRY_SECONDS) } : undefined;
  return new Response(String(await page), { status, headers: { ...HEADERS, ...retry } });
}

/** The reader's language: the one asked for in the address, else the browser's, else the municipality's. */
export function readerLocale(request: Request, municipality: PublicFacts | undefined): Locale {
  const asked = new URL(request.url).searchParams.get('lang');
  return isLocale(asked) ? asked : preferredLocale(request.headers.get('accept-language'), municipality?.locale ?? 'en');
}

/** What a page for this request and municipality knows. */
export function contextOf<Place extends PublicFacts | undefined>(
  request: Request,
  municipality: Place,
  chosen?: Locale,
): PageContext & { municipality: Place } {
  const locale = chosen ?? readerLocale(request, municipality);
  return { locale, t: translator(locale, 'form'), municipality };
}
