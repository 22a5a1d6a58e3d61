import { addMinutes } from 'date-fns';
import { createAltinnClient } from '@/lib/channels/secure-post/altinn-client';
import type { Box } from '@/lib/channels/secure-post/box';
import { pollCorrespondence } from '@/lib/channels/secure-post/poll-correspondence';
import { createCast, type TestDatabase } from './test-database';

type Start<S> = (options: { now: () => Date }) => Promise<S>;

/** A secure-post box of a Norwegian municipality at a simulator of its own, both on one clock that the test moves. */
export async function openTestBox<S extends { url: string; token: string }>(
  db: TestDatabase,
  startSimulator: Start<S>,
  start = '2026-11-02T10:00:00.000Z',
) {
  let now = new Date(start);
  const clock = () => now;
  const { municipality } = await createCast(db, 'no');
  const simulator = await startSimulator({ now: clock });
  const client = createAltinnClient({ url: simulator.url, token: async () => simulator.token, timeoutMs: 2000 });
  const box: Box = { door: db.door, prisma: db.prisma, clock, client, municipalityId: municipality.id, resourceId: 'test-resource' };
  const where = { municipalityId: municipality.id };
  return {
    simulator,
    box,
    municipality,
    /** Moves the clock, and polls. */
    poll: (minutes = 1, changes: Partial<Box> = {}) => {
      now = addMinutes(now, minutes);
      return pollCorrespondence({ ...box, ...changes });
    },
    reports: () => db.prisma.report.findMany({ where, include: { arrival: true }, orderBy: { receivedAt: 'asc' } }),
    channel: () => db.prisma.channel.findFirstOrThrow({ where: { ...where, kind: 'secure_post' } }),
  };
}
