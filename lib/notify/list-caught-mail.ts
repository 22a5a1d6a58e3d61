import type { Db } from '@/lib/db/client';

export type CaughtMail = {
  id: string;
  caughtAt: Date;
  sender: string;
  recipient: string;
  subject: string;
  text: string;
  html: string | null;
};

/** What the demo's mail catcher took, newest first; of one recipient's address when it is given. */
export async function listCaughtMail(prisma: Db, recipient?: string, limit = 100): Promise<CaughtMail[]> {
  const found = await prisma.caughtMail.findMany({
    where: recipient === undefined ? {} : { recipient },
    orderBy: { id: 'desc' },
    take: limit,
  });
  return found.map((mail) => ({ ...mail, id: String(mail.id) }));
}
