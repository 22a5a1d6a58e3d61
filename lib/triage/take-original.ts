import type { Db } from '@/lib/db/client';
import type { Actor } from './act-on-report';
import { openReport } from './open-report';

/**
 * The bytes exactly as they were received, with a name by which a mail opens in a mail program. With a virus in an attachment they are
 * called text, which no program opens as anything else. The look is logged first.
 * @throws MottakError not-found
 */
export async function takeOriginal(deps: { prisma: Db }, staff: Actor, ref: string, now: Date) {
  const reportId = await openReport(deps, staff, ref, { kind: 'original' }, now);
  const { raw, mediaType } = await deps.prisma.arrival.findFirstOrThrow({
    where: { report: { id: reportId } },
    select: { raw: true, mediaType: true },
  });
  const infected = (await deps.prisma.attachment.count({ where: { reportId, scanState: 'infected' } })) > 0;
  const extension = extensionOf(mediaType);
  return { content: raw, name: `${ref}.${infected && extension !== 'txt' ? `${extension}.txt` : extension}` };
}

/** The rest opens in whatever shows text. */
function extensionOf(mediaType: string): string {
  if (mediaType.startsWith('message/rfc822')) return 'eml';
  return mediaType.includes('json') ? 'json' : 'txt';
}
