import { addMinutes } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { readReport } from '@/lib/intake/read-report';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';

const db = useTestDatabase();
const receivedAt = new Date('2026-11-02T10:00:00Z');
const now = addMinutes(receivedAt, 1);
const OURS = '0123456789abcdef@mottak.example';

async function arrive(municipalityId: string, head: string[], text = 'Noget andet er sket i dag.') {
  const raw = Buffer.from([...head, 'From: a@notifier.example', '', text, ''].join('\r\n'));
  const { reportId, ref } = await receiveReport(db().door, makeIncoming(municipalityId, { receivedAt, raw }), receivedAt);
  await readReport({ prisma: db().prisma, notifyChange: () => undefined }, reportId, now);
  return { reportId, ref };
}
const linksOf = (fromId: string) => db().prisma.reportLink.findMany({ where: { fromId } });

/** A report and a mail of ours about it. */
async function told() {
  const cast = await createCast(db());
  const first = await arrive(cast.municipality.id, ['Subject: Om Signe'], 'Hun har blå mærker på armene.');
  const messageId = `${first.ref.toLowerCase()}.${OURS}`;
  await db().prisma.notice.create({
    data: {
      municipalityId: cast.municipality.id,
      kind: 'escalation',
      idempotencyKey: messageId,
      reportId: first.reportId,
      address: 'a@b.example',
      createdAt: now,
      messageId,
    },
  });
  return { cast, first, messageId };
}

describe('an answer to a mail of ours', () => {
  it.each(['In-Reply-To', 'References'])(
    'is a report of its own with its own clock, linked with the one that it answers (%s)',
    async (field) => {
      const { cast, first, messageId } = await told();
      const answer = await arrive(cast.municipality.id, ['Subject: SV: x', `${field}: <other@x.example>\r\n <${messageId}>`]);
      expect(await linksOf(answer.reportId)).toMatchObject([{ toId: first.reportId, reason: { code: 'reply', terms: [] } }]);
      const report = await db().prisma.report.findUniqueOrThrow({ where: { id: answer.reportId }, include: { ladders: true } });
      expect(report).toMatchObject({ state: 'unacknowledged', receivedAt });
      expect(report.ladders.find(({ clock }) => clock === 'acknowledge')?.stoppedAt).toBeNull();
    },
  );

  it.each([
    ['a subject that looks like an answer', (ref: string) => [`Subject: SV: VS: re: ${ref}`]],
    ['a reference that is quoted', (ref: string) => [`Subject: Child care: urgent ${ref}`, `In-Reply-To: <${ref}@x.example>`]],
    ['a Message-ID of somebody else', () => ['Subject: re: x', 'References: <a@b.example>']],
  ])('%s makes none, and swallows nothing', async (_, head) => {
    const { cast, first } = await told();
    const other = await arrive(cast.municipality.id, head(first.ref));
    expect((await linksOf(other.reportId)).filter(({ reason }) => (reason as { code: string }).code === 'reply')).toEqual([]);
    expect(await db().prisma.report.count({ where: { municipalityId: cast.municipality.id } })).toBe(2);
  });

  it('never links with a report of another municipality', async () => {
    const { cast, messageId } = await told();
    const answer = await arrive(cast.otherMunicipality.id, ['Subject: SV: x', `In-Reply-To: <${messageId}>`]);
    expect(await linksOf(answer.reportId)).toEqual([]);
  });
});
