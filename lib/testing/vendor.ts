import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addApiKey } from '@/lib/channels/api/add-api-key';
import { type ApiSite, answerVendor } from '@/lib/channels/api/answer-vendor';
import { SCOPES, type Scope } from '@/lib/channels/api/api-key';
import type { Vendor } from '@/lib/channels/api/find-vendor';
import type { TestDatabase } from './test-database';

/** The intake API on a test database, with a folder of its own. */
export function testSite({ pool, prisma, door }: TestDatabase): ApiSite {
  return { pool, prisma, door, dataDir: mkdtempSync(path.join(tmpdir(), 'mottak-api-')) };
}

/** A key of a municipality; all scopes unless the test names some. */
export async function makeKey(db: TestDatabase, slug: string, more: { scopes?: Scope[]; vendor?: string; addresses?: string[] } = {}) {
  const { scopes = [...SCOPES], vendor = 'formular', addresses = [] } = more;
  const now = new Date('2026-11-01T08:00:00Z');
  return addApiKey(db.prisma, { municipality: slug, vendor, scopes, addresses, createdBy: 'test' }, now);
}

/** A call with a key, answered as the route does. */
export function callWith(
  site: ApiSite,
  key: string,
  scope: Scope,
  now: Date,
  handle: (vendor: Vendor, request: Request) => Promise<Response>,
  init: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Response> {
  const request = new Request('http://localhost/api/v1', {
    method: init.body === undefined ? 'GET' : 'POST',
    ...init,
    headers: { authorization: `Bearer ${key}`, ...init.headers },
  });
  return answerVendor(site, { request, scope, now }, (vendor) => handle(vendor, request));
}
