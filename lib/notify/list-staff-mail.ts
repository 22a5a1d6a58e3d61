import type { Db } from '@/lib/db/client';

export type StaffMail = {
  id: string;
  caughtAt: Date;
  sender: string;
  subject: string;
  text: string;
  html: string | null;
  recipient: { id: string; name: string; email: string };
};

const LIMIT = 100;

/** What the demo's mail catcher took for the staff of one municipality, or for one of them; the newest first. */
export async function listStaffMail(prisma: Db, municipalityId: string, staffId?: string): Promise<StaffMail[]> {
  const where = { municipalityId, ...(staffId ? { id: staffId } : {}) };
  const staff = await prisma.staff.findMany({ where, select: { id: true, name: true, email: true } });
  const byAddress = new Map(staff.map((person) => [person.email, person]));
  const caught = await prisma.caughtMail.findMany({
    where: { recipient: { in: [...byAddress.keys()] } },
    orderBy: { id: 'desc' },
    take: LIMIT,
  });
  return caught.flatMap(({ id, recipient, caughtAt, sender, subject, text, html }) => {
    const person = byAddress.get(recipient);
    return person ? [{ id: String(id), caughtAt, sender, subject, text, html, recipient: person }] : [];
  });
}
