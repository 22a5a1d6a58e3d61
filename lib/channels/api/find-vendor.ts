import type pg from 'pg';
import { MottakError } from '@/lib/domain/errors';
import type { Country } from '@/lib/domain/report';
import type { Locale } from '@/lib/i18n/locales';
import { hashOfKey, municipalityOfKey, type Scope } from './api-key';

/** Who calls: the holder of a key, and the municipality that it delivers to. */
export type Vendor = {
  keyId: string;
  /** Names the vendor's channel. */
  vendor: string;
  scopes: string[];
  /** Functional addresses that the key delivers for; empty: every one. */
  addresses: string[];
  municipalityId: string;
  slug: string;
  country: Country;
  locale: Locale;
  timeZone: string;
  phone: string;
};

/** Somebody waits: a database that is silent for so long counts as gone. Milliseconds. */
const PATIENCE_MS = 4000;

/** The key of a request, "Authorization: Bearer mottak_…"; empty when there is none. */
export function keyOf(request: Request): string {
  return /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
}

/**
 * The vendor that holds the request's key.
 * @throws MottakError not-signed-in for a key that is missing, unknown, revoked or expired; not-allowed when it lacks the scope;
 *   storage-unavailable when the database does not answer
 */
export async function findVendor(pool: pg.Pool, request: Request, scope: Scope, now: Date): Promise<Vendor> {
  const key = keyOf(request);
  if (!municipalityOfKey(key)) throw new MottakError('not-signed-in');
  const query = { text: FIND, values: [hashOfKey(key), now], query_timeout: PATIENCE_MS };
  const found = await pool.query<Vendor>(query).catch((cause) => {
    throw new MottakError('storage-unavailable', { cause });
  });
  const vendor = found.rows[0];
  if (!vendor) throw new MottakError('not-signed-in');
  if (!vendor.scopes.includes(scope)) throw new MottakError('not-allowed', { fields: { scope } });
  return vendor;
}

const FIND = `
  SELECT k.id AS "keyId", k.vendor, k.scopes, k.addresses, m.id AS "municipalityId", m.slug, m.country, m.locale,
    m.time_zone AS "timeZone", m.phone
  FROM api_key k JOIN municipality m ON m.id = k.municipality_id
  WHERE k.hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2::timestamptz)`;
