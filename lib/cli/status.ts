import { type CommandContext, EXIT } from './command-context';

const SILENT_SECONDS = 30;

/** `mottak status`: one JSON line with channels, worker, and open and overdue counts; exit code 1 when the worker is silent. */
export async function statusCommand({ prisma, clock, print, options }: CommandContext): Promise<number> {
  const now = clock();
  const where = options.municipality ? { municipality: { slug: options.municipality } } : {};
  const open = { ...where, state: { not: 'assessed' as const } };
  const [channels, beat, openCount, unacknowledged, overdue] = await Promise.all([
    prisma.channel.findMany({
      where,
      include: { municipality: true },
      orderBy: [{ municipality: { createdAt: 'asc' } }, { kind: 'asc' }, { name: 'asc' }],
    }),
    prisma.heartbeat.findUnique({ where: { name: 'worker' } }),
    prisma.report.count({ where: open }),
    prisma.report.count({ where: { ...where, state: 'unacknowledged' } }),
    prisma.report.count({ where: { ...open, dueAt: { lte: now } } }),
  ]);
  const last = await prisma.arrival.groupBy({ by: ['channelId'], _max: { storedAt: true }, _count: true });
  const seconds = beat ? Math.round((now.getTime() - beat.at.getTime()) / 1000) : null;
  const silent = seconds === null || seconds > SILENT_SECONDS;
  print({
    open: openCount,
    unacknowledged,
    overdue,
    worker: { last_seen: beat?.at ?? null, seconds_ago: seconds, silent },
    channels: channels.map((channel) => {
      const arrivals = last.find((row) => row.channelId === channel.id);
      return {
        municipality: channel.municipality.slug,
        kind: channel.kind,
        name: channel.name,
        arrivals: arrivals?._count ?? 0,
        last_arrival: arrivals?._max.storedAt ?? null,
        last_checked: channel.lastCheckedAt,
        error: channel.lastError,
      };
    }),
  });
  return silent ? EXIT.failed : EXIT.done;
}
