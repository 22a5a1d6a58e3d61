import type { Db } from '@/lib/db/client';
import { MottakError } from '@/lib/domain/errors';
import type { Actor } from './act-on-report';
import { openReport } from './open-report';

/**
 * One attachment as it was received, under its real type: what a sender says of it counts only for text. The look is logged first.
 * @throws MottakError not-found; attachment-infected when the scanner found a virus in it: it is kept, and given out to nobody
 */
export async function takeAttachment(deps: { prisma: Db }, staff: Actor, ref: string, position: number, now: Date) {
  const reportId = await openReport(deps, staff, ref, { kind: 'attachment', position }, now);
  const select = { name: true, mediaType: true, realType: true, scanState: true } as const;
  const { name, mediaType, realType, scanState } = await deps.prisma.attachment.findFirstOrThrow({ where: { reportId, position }, select });
  if (scanState === 'infected') throw new MottakError('attachment-infected');
  const { content } = await deps.prisma.attachment.findFirstOrThrow({ where: { reportId, position }, select: { content: true } });
  const stated = mediaType.startsWith('text/') ? mediaType : 'application/octet-stream';
  return { content, name: name || `${ref}-${position}`, mediaType: realType ?? stated };
}
