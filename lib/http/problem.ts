import { type ErrorCode, MottakError } from '@/lib/domain/errors';
import { errorCode, log } from '@/lib/log';

const STATUS: Record<ErrorCode, number> = {
  'unknown-channel': 404,
  'unknown-municipality': 404,
  'invalid-received-at': 422,
  'empty-arrival': 422,
  'storage-unavailable': 503,
  'too-large': 413,
  'invalid-input': 422,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'changed-meanwhile': 409,
  'already-assessed': 409,
  'already-acknowledged': 409,
  'not-acknowledged': 409,
  'reason-needed': 422,
  'met-by-assessing': 409,
  'duty-settled': 409,
  'duty-not-started': 409,
  'no-exception': 409,
  'no-inquiry': 409,
  'already-requested': 409,
  'not-to-undo': 409,
  'attachment-infected': 409,
  'previously-involved': 409,
  'other-content': 409,
  'second-person-needed': 403,
  'too-many-requests': 429,
};

/** The answer to a failure, as problem+json (RFC 9457). The user's sentence for `code` stands in messages/<locale>/errors.json. */
export function problem(error: unknown): Response {
  if (error instanceof MottakError) return answer(STATUS[error.code], error.code, error.fields);
  log().error(errorCode(error), 'request failed');
  if (isUnreachable(error)) return answer(STATUS['storage-unavailable'], 'storage-unavailable', {});
  return answer(500, 'unexpected', {});
}

/** No connection could be had, so nothing can have been stored. A connection that broke later is not this: nobody knows what it left. */
function isUnreachable(error: unknown): boolean {
  const { code, meta } = (error ?? {}) as { code?: unknown; meta?: { driverAdapterError?: { cause?: { kind?: unknown } } } };
  return code === 'P1001' || code === 'P2024' || meta?.driverAdapterError?.cause?.kind === 'DatabaseNotReachable';
}

function answer(status: number, code: string, fields: Record<string, string>): Response {
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  return new Response(JSON.stringify({ type: 'about:blank', status, code, fields }), { status, headers });
}
