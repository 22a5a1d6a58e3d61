import type { LinkedReport } from '@/lib/domain/involved-before';
import type { Db, Tx } from './client';

const SELECT = { select: { id: true, ref: true, receivedAt: true, assessedAt: true, municipalityId: true } } as const;

/** What makes a person involved; the log knows also those who handed the report back. */
const INVOLVING = ['report.acknowledged', 'report.assessed', 'report.assigned'];

/** The reports that are linked with this one in either direction, with those who were involved in each. */
export async function readLinkedReports(prisma: Db | Tx, report: { id: string; municipalityId: string }): Promise<LinkedReport[]> {
  const links = await prisma.reportLink.findMany({
    where: { OR: [{ fromId: report.id }, { toId: report.id }] },
    select: { from: SELECT, to: SELECT },
  });
  const found = links.flatMap(({ from, to }) => [from, to]);
  const others = new Map(found.filter((other) => other.id !== report.id).map((other) => [other.id, other]));
  const ours = [...others.values()].filter(({ municipalityId }) => municipalityId === report.municipalityId);
  const people = await readPeople(
    prisma,
    ours.map(({ id }) => id),
  );
  return ours.map(({ id, ref, receivedAt, assessedAt }) => ({
    ref,
    receivedAt,
    assessed: assessedAt !== null,
    people: people.get(id) ?? [],
  }));
}

async function readPeople(prisma: Db | Tx, reportIds: string[]): Promise<Map<string, LinkedReport['people']>> {
  if (reportIds.length === 0) return new Map();
  const entries = await prisma.auditEntry.findMany({
    where: { reportId: { in: reportIds }, action: { in: INVOLVING } },
    select: { reportId: true, action: true, actor: true, detail: true },
  });
  const involved = entries.map((entry) => ({ reportId: entry.reportId, staffId: personIn(entry) }));
  const ids = [...new Set(involved.flatMap(({ staffId }) => staffId ?? []))];
  const names = new Map(
    (await prisma.staff.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })).map((each) => [each.id, each]),
  );
  return new Map(
    reportIds.map((id) => [
      id,
      [...new Set(involved.filter(({ reportId }) => reportId === id).map(({ staffId }) => staffId))].flatMap(
        (staffId) => names.get(staffId ?? '') ?? [],
      ),
    ]),
  );
}

/** Who is assigned a report is involved, and not who assigned it. */
function personIn({ action, actor, detail }: { action: string; actor: string; detail: unknown }): string | null {
  if (action !== 'report.assigned') return actor;
  const { to } = detail as { to?: unknown };
  return typeof to === 'string' ? to : null;
}
