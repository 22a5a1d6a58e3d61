import { createPublicKey, verify } from 'node:crypto';

const DAY_SECONDS = 24 * 3600;

/** Whether an Authorization header proves who sends: "vapid t=<JWT>, k=<public key>" for this audience (RFC 8292, 2 and 3). */
export function checkVapid(header: string | undefined, audience: string, now: Date): boolean {
  const token = /\bt=([\w-]+\.[\w-]+\.[\w-]+)/.exec(header ?? '')?.[1];
  const key = /\bk=([\w-]+)/.exec(header ?? '')?.[1];
  if (!header?.startsWith('vapid ') || !token || !key) return false;
  const [head = '', claims = '', signature = ''] = token.split('.');
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { aud?: string; exp?: number; sub?: string };
  const seconds = now.getTime() / 1000;
  if (aud !== audience || !exp || exp < seconds || exp > seconds + DAY_SECONDS || !/^(mailto:|https:)/.test(sub ?? '')) return false;
  return verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey(key), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
}

/** An uncompressed point of P-256: a byte 4, then x and y. */
function publicKey(base64url: string) {
  const point = Buffer.from(base64url, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
}
