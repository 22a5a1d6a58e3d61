/** What was sent: `whole` is false when it was longer than the limit and only its beginning was kept. */
export type SentBody = { bytes: Uint8Array; whole: boolean };

/** So much more is taken in and thrown away, because a browser shows an answer only when it has finished sending. */
const DRAIN = 1024 * 1024 * 1024;

/**
 * Reads a request's body. Of one that is longer than `limit` bytes it keeps the first `beginning`: the page sends its text before its files.
 * @throws what the stream throws when the sender goes away in the middle
 */
export async function readBody(request: Request, limit: number, beginning: number): Promise<SentBody> {
  let kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks(request)) {
    const before = size;
    size += chunk.byteLength;
    if (size <= limit) kept.push(chunk);
    else if (before <= limit) kept = [Buffer.concat([...kept, chunk], beginning)];
    if (size > limit + DRAIN) break;
  }
  return { bytes: Buffer.concat(kept), whole: size <= limit };
}

async function* chunks(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) yield next.value;
}
