import { runAudit } from '@/lib/auditor/run-audit';
import { type CommandContext, EXIT } from './command-context';

/**
 * `mottak audit`: one pass of the auditor now, of all municipalities or of one, for as long as it takes. A JSON line for each finding
 * and one for the run; exit code 1 when there is a finding, or when the named municipality does not exist.
 */
export async function auditCommand({ prisma, pool, door, clock, print, complain, options }: CommandContext): Promise<number> {
  const slug = options.municipality;
  const municipality = slug ? await prisma.municipality.findUnique({ where: { slug }, select: { id: true } }) : null;
  if (slug && !municipality) {
    complain(`There is no municipality ${slug}.`);
    return EXIT.failed;
  }
  const startedAt = clock();
  const scope = { municipalityId: municipality?.id ?? null, budgetMs: Number.POSITIVE_INFINITY };
  const { id, checked, findings, complete } = await runAudit({ prisma, pool, clock, notifyChange: door.notifyChange }, scope, startedAt);
  for (const { code, ref, where } of findings) print({ finding: code, report: ref, where });
  print({ run: id, started_at: startedAt, ended_at: clock(), checked, findings: findings.length, complete });
  return findings.length > 0 ? EXIT.failed : EXIT.done;
}
