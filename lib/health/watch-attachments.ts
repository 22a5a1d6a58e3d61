import type { Db } from '@/lib/db/client';
import type { AlarmCode } from '@/lib/domain/alarm';
import { clearAlarm } from './clear-alarm';
import { raiseAlarm } from './raise-alarm';

/** Raises and clears the alarms about attachments that wait for a program: text that nothing can recognise, and a scanner that fails. */
export async function watchAttachments(prisma: Db, now: Date): Promise<void> {
  const [unrecognised, unscanned] = await Promise.all([
    prisma.attachment.count({ where: { recogniseState: 'not-installed' } }),
    prisma.attachment.count({ where: { scanState: 'failed' } }),
  ]);
  const states: [AlarmCode, number][] = [
    ['ocr-missing', unrecognised],
    ['scanner-failing', unscanned],
  ];
  for (const [code, count] of states) {
    await prisma.$transaction((tx) =>
      count > 0
        ? raiseAlarm(tx, { municipalityId: null, code, key: '', detail: { attachments: count } }, now)
        : clearAlarm(tx, null, code, '', now),
    );
  }
}
