import { headerBlock, headerValues } from './header-block';

const MAX_IDS = 200;

/** The messages that a mail says it answers (RFC 5322 3.6.4): ids of In-Reply-To and References, without angle brackets. */
export function answeredMessageIds(raw: Uint8Array): string[] {
  const block = headerBlock(raw);
  const values = ['in-reply-to', 'references'].flatMap((name) => headerValues(block, name)).map((value) => value.toString('latin1'));
  const ids = values.flatMap((value) =>
    [...value.replace(/\r?\n[ \t]+/g, ' ').matchAll(/<([^<>\s]{1,500})>/g)].flatMap(([, id]) => id ?? []),
  );
  return [...new Set(ids)].slice(0, MAX_IDS);
}
