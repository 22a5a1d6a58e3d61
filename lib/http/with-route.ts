import type { z } from 'zod';
import { currentStaff, type StaffSession } from '@/lib/auth/session';
import { may, type Right } from '@/lib/domain/access';
import { MottakError } from '@/lib/domain/errors';
import { problem } from './problem';
import { type Services, services } from './services';

type Context = { params: Promise<Record<string, string | string[]>> };
type Handler = (request: Request, context: Context) => Promise<Response>;

type Given<Params, Query, Body> = { request: Request; params: Params; query: Query; body: Body; services: Services; now: Date };
type Spec<Params, Query, Body> = { params?: z.ZodType<Params>; query?: z.ZodType<Query>; body?: z.ZodType<Body> };

/** A route for everybody. Each one must stand in lib/auth/public-paths.ts, or the proxy closes it. */
export function withPublicRoute<Params = unknown, Query = unknown, Body = unknown>(
  spec: Spec<Params, Query, Body>,
  handle: (given: Given<Params, Query, Body>) => Promise<Response>,
): Handler {
  return async (request, context) => {
    try {
      return await handle(await readInput(spec, request, context));
    } catch (error) {
      return problem(error);
    }
  };
}

/**
 * A route for members of staff who hold a right. Checks session, right, origin of a change, and the shape of what came.
 * A handler that returns a plain value answers with it as JSON.
 */
export function withRoute<Params = unknown, Query = unknown, Body = unknown>(
  spec: Spec<Params, Query, Body> & { right: Right },
  handle: (given: Given<Params, Query, Body> & { staff: StaffSession }) => Promise<unknown>,
): Handler {
  return async (request, context) => {
    try {
      const staff = await currentStaff();
      if (!staff) throw new MottakError('not-signed-in');
      if (!may(staff.role, spec.right)) throw new MottakError('not-allowed');
      refuseForeignOrigin(request);
      const result = await handle({ ...(await readInput(spec, request, context)), staff });
      return result instanceof Response ? result : Response.json(result ?? null, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      return problem(error);
    }
  };
}

/** A change must come from our own pages: the session cookie is Lax, and this holds where a browser does not keep that. */
function refuseForeignOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.get('origin');
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  if (origin && new URL(origin).host !== host) throw new MottakError('not-allowed');
}

async function readInput<Params, Query, Body>(
  spec: Spec<Params, Query, Body>,
  request: Request,
  context: Context,
): Promise<Given<Params, Query, Body>> {
  const url = new URL(request.url);
  const opened = services();
  return {
    request,
    // An address that cannot be is not there, whatever its shape.
    params: parse(spec.params, await context.params, 'not-found'),
    query: parse(spec.query, Object.fromEntries(url.searchParams)),
    body: spec.body ? parse(spec.body, await request.json().catch(() => null)) : (undefined as Body),
    services: opened,
    now: opened.clock(),
  };
}

function parse<T>(schema: z.ZodType<T> | undefined, value: unknown, otherwise: 'invalid-input' | 'not-found' = 'invalid-input'): T {
  if (!schema) return undefined as T;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.code]));
  throw new MottakError(otherwise, { fields });
}
