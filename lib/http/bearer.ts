import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether the request carries this bearer token. Takes as long for a wrong one as for the right one. */
export function holdsToken(request: Request, token: string): boolean {
  const given = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
