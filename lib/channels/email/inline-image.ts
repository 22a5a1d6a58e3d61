const MAX_IMAGE = 200 * 1024;
const MAX_TOTAL = 1024 * 1024;

/** Pictures of a mail that its HTML shows: small PNG, JPEG and GIF only, told by their bytes, as data: URLs. */
export function inlineImages(parts: readonly { contentId: string; content: Buffer }[]) {
  const shown = new Set<string>();
  let total = 0;
  const url = (contentId: string): string | null => {
    const part = parts.find((candidate) => candidate.contentId === contentId);
    const type = part && imageType(part.content);
    if (!part || !type || part.content.length > MAX_IMAGE || total + part.content.length > MAX_TOTAL) return null;
    total += part.content.length;
    shown.add(contentId);
    return `data:${type};base64,${part.content.toString('base64')}`;
  };
  return { url, shown };
}

function imageType(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 8).toString('latin1');
  if (head.startsWith('\x89PNG\r\n')) return 'image/png';
  if (head.startsWith('\xFF\xD8\xFF')) return 'image/jpeg';
  return /^GIF8[79]a/.test(head) ? 'image/gif' : null;
}
