import type { ChangeContent } from '@/lib/domain/channel-change';

/** A change as people and the log may see it. */
export function withoutSecret(content: ChangeContent) {
  if (content.kind === 'addresses') return content;
  const { secret, ...seen } = content;
  return seen;
}
