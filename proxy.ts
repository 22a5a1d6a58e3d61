import { type NextRequest, NextResponse } from 'next/server';
import { getToken } from 'next-auth/jwt';
import { isPublicPath } from '@/lib/auth/public-paths';
import { env } from '@/lib/env';

/**
 * Closed by default: without a session only the public paths answer, whatever a route forgot to check.
 * The public form is left out of the matcher: passing through here would cut its body at ten megabytes. Only a path of it with a percent
 * sign, which no municipality has, comes here. So are the intake API, whose routes ask for a key each, and the upload of letters, whose
 * route asks for a session itself.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const path = request.nextUrl.pathname;
  // Next.js answers a path that does not decode with a bare 500. No municipality is called so: the form's own 404 says it.
  if (path.startsWith('/form/') && !decodes(path)) return NextResponse.rewrite(new URL('/form/-', request.url));
  if (isPublicPath(path) || (await getToken({ req: request, secret: env().AUTH_SECRET }))) return withHeaders(request);
  if (path.startsWith('/api/'))
    return Response.json({ type: 'about:blank', status: 401, code: 'not-signed-in', fields: {} }, { status: 401 });
  const signIn = new URL('/sign-in', request.url);
  if (path !== '/') signIn.searchParams.set('to', path);
  return NextResponse.redirect(signIn);
}

function decodes(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

/**
 * Scripts and styles only from ourselves; the nonce is for the ones that Next.js writes into the page. What is set here replaces what
 * a route says, so the API keeps its own: the policy of bytes from outside is stricter, and live events must not be transformed.
 */
function withHeaders(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('referrer-policy', 'no-referrer');
  response.headers.set('x-content-type-options', 'nosniff');
  if (request.nextUrl.pathname.startsWith('/api/')) return response;
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'no-store');
  return response;
}

export const config = {
  matcher: ['/form/(.*%.*)', '/((?!_next/static|form/|form$|api/v1/|api/letters$|favicon|icon|forms\\.css|push-worker\\.js).*)'],
};
