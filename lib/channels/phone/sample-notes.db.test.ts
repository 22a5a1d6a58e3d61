import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readReport } from '@/lib/intake/read-report';
import { receiveReport } from '@/lib/intake/receive-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { type PhoneNote, phoneNote, toIncoming } from './phone-note';

const db = useTestDatabase();
const now = new Date('2026-12-01T08:00:00Z');
const FOLDER = path.resolve('samples', 'phone');

type Sample = {
  id: string;
  taken_at: string;
  call_taker: string;
  caller: { name: string | null; phone: string | null; anonymous: boolean };
  child: Record<'name' | 'birth_date' | 'national_id' | 'address' | 'school_or_daycare' | 'whereabouts_now', string | null>;
  notes: string;
};

function noteOf({ taken_at, call_taker, caller, child, notes }: Sample, staffId: string): PhoneNote {
  const said = (value: string | null) => value ?? undefined;
  return phoneNote.parse({
    calledAt: taken_at,
    notedAt: taken_at,
    callTaker: { staffId, name: call_taker },
    caller: { kind: 'unknown', anonymous: caller.anonymous, name: said(caller.name), phone: said(caller.phone) },
    children: [
      {
        name: said(child.name),
        birthDate: said(child.birth_date),
        nationalId: said(child.national_id),
        address: said(child.address),
        school: said(child.school_or_daycare),
        whereabouts: said(child.whereabouts_now),
      },
    ],
    text: notes,
  });
}

it('the fifteen sample phone notes become fifteen reports whose clocks started with the calls', async () => {
  const { municipality, owner } = await createCast(db());
  const samples = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Sample);
  expect(samples).toHaveLength(15);
  for (const sample of samples) {
    const { reportId } = await receiveReport(db().door, toIncoming(municipality.id, sample.id, noteOf(sample, owner.id)), now);
    expect(await readReport({ prisma: db().prisma, notifyChange: () => undefined }, reportId, now)).toBe('read');
    const report = await db().prisma.report.findUniqueOrThrow({ where: { id: reportId }, include: { children: true } });
    expect(report).toMatchObject({ channelKind: 'phone', receivedAt: new Date(sample.taken_at), text: sample.notes });
    expect(report.children[0]?.name ?? null).toBe(sample.child.name);
  }
  expect(await db().prisma.report.count({ where: { municipalityId: municipality.id } })).toBe(15);
});
