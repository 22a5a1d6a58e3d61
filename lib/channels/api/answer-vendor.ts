import type pg from 'pg';
import type { Db } from '@/lib/db/client';
import { problem } from '@/lib/http/problem';
import type { Door } from '@/lib/intake/receive-report';
import { publicFacts } from '../form/public-facts';
import { municipalityOfKey, type Scope } from './api-key';
import { findVendor, keyOf, type Vendor } from './find-vendor';
import { countCall, WINDOW_SECONDS } from './rate-limit';

/** What the routes of the intake API use. */
export type ApiSite = { pool: pg.Pool; prisma: Db; door: Door; dataDir: string };

/** Seconds after which trying again makes sense while nothing can be stored. */
const RETRY_SECONDS = 120;

type Call = { request: Request; scope: Scope; now: Date };

/**
 * Answers a call of a vendor, if its key holds the scope. What fails is told as problem+json; where nothing was stored with the
 * municipality's telephone number, also when the database that knows the key is gone.
 */
export async function answerVendor(
  site: ApiSite,
  { request, scope, now }: Call,
  handle: (vendor: Vendor) => Promise<Response>,
): Promise<Response> {
  let vendor: Vendor | undefined;
  try {
    vendor = await findVendor(site.pool, request, scope, now);
    countCall(vendor.keyId, scope, now);
    await keepFacts(site);
    return await handle(vendor);
  } catch (error) {
    return withPhone(problem(error), vendor?.phone ?? (await knownPhone(site, request)));
  }
}

const holder = globalThis as { mottakApiFacts?: Set<string> };

/** Once in a process: the telephone numbers are written down for the day when the database is gone. */
async function keepFacts({ pool, dataDir }: ApiSite): Promise<void> {
  holder.mottakApiFacts ??= new Set();
  if (holder.mottakApiFacts.has(dataDir)) return;
  const { fresh } = await publicFacts(pool, dataDir);
  if (fresh) holder.mottakApiFacts.add(dataDir);
}

async function knownPhone({ pool, dataDir }: ApiSite, request: Request): Promise<string | undefined> {
  const slug = municipalityOfKey(keyOf(request));
  if (!slug) return undefined;
  const { municipalities } = await publicFacts(pool, dataDir);
  return municipalities.find((municipality) => municipality.slug === slug)?.phone;
}

const RETRY_AFTER: Record<number, number> = { 429: WINDOW_SECONDS, 503: RETRY_SECONDS };

/** A refusal names the number only where a report may now be stored nowhere: not to somebody without a key. */
async function withPhone(refusal: Response, phone: string | undefined): Promise<Response> {
  const retry = RETRY_AFTER[refusal.status];
  const headers = new Headers(refusal.headers);
  if (retry) headers.set('retry-after', String(retry));
  if (refusal.status === 401 || refusal.status === 403 || refusal.status === 404 || !phone)
    return new Response(refusal.body, { status: refusal.status, headers });
  const body = { ...(await refusal.json()), phone };
  return new Response(JSON.stringify(body), { status: refusal.status, headers });
}
