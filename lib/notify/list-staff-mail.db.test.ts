import { describe, expect, it } from 'vitest';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { listStaffMail } from './list-staff-mail';

const db = useTestDatabase();
const caughtAt = new Date('2026-11-02T10:05:00Z');
const keep = (recipient: string, subject: string) =>
  db().prisma.caughtMail.create({
    data: { caughtAt, sender: 'mottak@example.example', recipient, subject, text: 'text', html: '<p>text</p>' },
  });

describe('the mail catcher', () => {
  it('shows the mail of the own municipality’s staff, newest first, and nobody else’s', async () => {
    const { municipality, owner, supervisor, outsider } = await createCast(db());
    await keep(owner.email, 'first');
    await keep(supervisor.email, 'second');
    await keep(outsider.email, 'to another municipality');
    await keep('stranger@example.example', 'to no member of staff');
    const mails = await listStaffMail(db().prisma, municipality.id);
    expect(mails.map(({ subject, recipient }) => [subject, recipient.name])).toEqual([
      ['second', 'supervisor'],
      ['first', 'owner'],
    ]);
  });

  it('shows one person’s when asked, and nothing when that person is of another municipality', async () => {
    const { municipality, owner, supervisor, outsider } = await createCast(db());
    await keep(owner.email, 'first');
    await keep(supervisor.email, 'second');
    await keep(outsider.email, 'third');
    expect((await listStaffMail(db().prisma, municipality.id, owner.id)).map(({ subject }) => subject)).toEqual(['first']);
    expect(await listStaffMail(db().prisma, municipality.id, outsider.id)).toEqual([]);
  });
});
