import type { Db, Tx } from '@/lib/db/client';
import type { ContactPoints, Means } from '@/lib/domain/means';

/** A member of staff and the ways to reach them. */
export type Contact = ContactPoints & { id: string };

/** By what active members of staff can be told, by id; what is set up in this installation is another question. */
export async function contactPoints(db: Db | Tx, staffIds: readonly string[]): Promise<Map<string, Contact>> {
  const people = await db.staff.findMany({
    where: { id: { in: [...staffIds] }, active: true },
    select: { id: true, email: true, mobile: true, _count: { select: { pushSubscriptions: true } } },
  });
  return new Map(people.map(({ id, email, mobile, _count }) => [id, { id, email, mobile, subscriptions: _count.pushSubscriptions }]));
}

/** Where a means reaches a person: the notice's address. Web push goes to all of a person's browsers, named by the person. */
export function addressOf({ id, email, mobile }: Contact, means: Means): string {
  if (means === 'email') return email;
  return means === 'push' ? id : (mobile ?? '');
}
