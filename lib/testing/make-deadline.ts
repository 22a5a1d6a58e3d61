import { randomUUID } from 'node:crypto';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from './make-report';
import type { TestDatabase } from './test-database';

type Made = {
  rule?: string;
  basis?: 'statutory' | 'target';
  dueAt: Date;
  metAt?: Date | null;
  lapsedAt?: Date | null;
  lastDay?: string | null;
  shownLastDay?: string | null;
  limit?: object;
};

/** A report through the door whose only running deadlines are the given ones; the clocks that the door started are taken away. */
export async function receiveWithDeadlines(
  db: TestDatabase,
  municipalityId: string,
  deadlines: Made[],
): Promise<{ ref: string; reportId: string }> {
  const receivedAt = new Date('2020-01-01T12:00:00Z');
  const { ref, reportId } = await receiveReport(db.door, makeIncoming(municipalityId, { receivedAt }), receivedAt);
  await db.prisma.deadline.deleteMany({ where: { reportId } });
  for (const { rule, basis, limit, ...clock } of deadlines) {
    await db.prisma.deadline.create({
      data: {
        id: randomUUID(),
        reportId,
        rule: rule ?? 'dk.first-assessment',
        basis: basis ?? 'statutory',
        citation: 'Barnets lov § 136',
        oldCitation: '',
        certainty: 'V1',
        fromEvent: 'received',
        appliesTo: 'every',
        gatesQueue: rule === undefined || rule.endsWith('first-assessment'),
        startedAt: receivedAt,
        limit: limit ?? { unit: 'hours', count: 24 },
        ...clock,
      },
    });
  }
  return { ref, reportId };
}
