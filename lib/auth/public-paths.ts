/** Every path that answers without a session. Anything else is closed; a test walks all routes against this list. */
const PUBLIC_PATHS: readonly RegExp[] = [
  /^\/sign-in$/,
  /^\/api\/auth(\/|$)/,
  /^\/form(\/|$)/,
  /^\/api\/health$/,
  /^\/api\/metrics$/,
  /^\/api\/v1\//,
];

/** Whether a path is open to everybody. */
export function isPublicPath(path: string): boolean {
  return PUBLIC_PATHS.some((pattern) => pattern.test(path));
}
