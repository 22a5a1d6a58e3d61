/** Types that no browser runs as code and that people know by their icon; everything else goes out as plain bytes. */
const KNOWN_HARMLESS = ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain'];

/** Bytes from outside: always a file to save, in a sandbox should a browser show it all the same. */
export function download(bytes: Uint8Array | string, name: string, mediaType: string): Response {
  const bare = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  const type = KNOWN_HARMLESS.includes(bare) ? bare : 'application/octet-stream';
  return untrusted(bytes, type === 'text/plain' ? 'text/plain; charset=utf-8' : type, "sandbox; default-src 'none'", {
    'content-disposition': disposition(name),
  });
}

/** Bytes from outside with a policy of their own. */
export function untrusted(bytes: Uint8Array | string, type: string, policy: string, more: Record<string, string> = {}): Response {
  const headers = {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...more,
  };
  return new Response(bytes as BodyInit, { headers });
}

/** RFC 6266: a name in ASCII for old programs and the real one in UTF-8. Names come from outside: no paths, no control characters. */
function disposition(name: string): string {
  const clean =
    name
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .replace(/[/\\:*?"<>|]/g, '_')
      .replace(/^\.+/, '')
      .trim()
      .slice(0, 150) || 'file';
  const ascii = clean.replace(/[^\x20-\x7e]/g, '_').replace(/%/g, '_');
  const encoded = encodeURIComponent(clean).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
