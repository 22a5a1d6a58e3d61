import { queueQuery } from '@/lib/db/queue-query';
import { type CommandContext, EXIT } from './command-context';

/**
 * `mottak queue`: open reports in the order that they need attention, of all municipalities or of one; a JSON line each with
 * --json, otherwise a table for people. Exit code 1 when the named municipality does not exist.
 */
export async function queueCommand({ prisma, clock, print, complain, options }: CommandContext): Promise<number> {
  const municipalities = await prisma.municipality.findMany();
  const chosen = municipalities.find(({ slug }) => slug === options.municipality);
  if (options.municipality && !chosen) {
    complain(`There is no municipality ${options.municipality}.`);
    return EXIT.failed;
  }
  const { rows } = await queueQuery(prisma, { municipalityId: chosen?.id, now: clock(), limit: null });
  for (const row of rows) {
    if (options.json) {
      print({
        report: row.ref,
        channel: row.channelKind,
        received_at: row.receivedAt,
        urgency: row.urgency,
        reasons: row.urgencyReasons,
        due_at: row.dueAt,
        acknowledged_by: row.acknowledgedBy?.name ?? null,
        subject: row.subject,
        children: row.children,
      });
    } else {
      print(
        [
          row.ref,
          row.urgency.padEnd(12),
          row.dueAt?.toISOString().slice(0, 16) ?? ''.padEnd(16),
          row.acknowledgedBy?.name ?? '-',
          row.subject,
        ].join('  '),
      );
    }
  }
  return EXIT.done;
}
