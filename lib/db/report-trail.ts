import type { Db } from './client';

/** An entry of a report's log; `number` counts from one. `people` names the members of staff that it mentions by id. */
export type TrailEntry = {
  number: number;
  at: Date;
  actor: string;
  action: string;
  detail: Record<string, unknown>;
  people: Record<string, string>;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The log of a report, oldest first, with the names of those whom it mentions. */
export async function readTrail(prisma: Db, reportId: string): Promise<TrailEntry[]> {
  const select = { at: true, actor: true, action: true, detail: true } as const;
  const entries = await prisma.auditEntry.findMany({ where: { reportId }, orderBy: { id: 'asc' }, select });
  const mentioned = entries.map((entry) => ({ ...entry, detail: entry.detail as Record<string, unknown>, ids: idsIn(entry) }));
  const staff = await prisma.staff.findMany({
    where: { id: { in: mentioned.flatMap(({ ids }) => ids) } },
    select: { id: true, name: true },
  });
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  const named = (ids: string[]) =>
    Object.fromEntries(
      ids.flatMap((id): [string, string][] => {
        const name = names.get(id);
        return name ? [[id, name]] : [];
      }),
    );
  return mentioned.map(({ ids, ...entry }, index) => ({ ...entry, number: index + 1, people: named(ids) }));
}

function idsIn({ actor, detail }: { actor: string; detail: unknown }): string[] {
  return [actor, ...Object.values((detail ?? {}) as object).flat()].filter(
    (value): value is string => typeof value === 'string' && UUID.test(value),
  );
}
