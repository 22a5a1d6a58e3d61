import { readdirSync, readFileSync } from 'node:fs';
import { addMinutes } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { incomingMail } from '@/lib/channels/email/incoming-mail';
import { readReport } from '@/lib/intake/read-report';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { sampleMails } from '@/lib/testing/sample-mail';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';

const db = useTestDatabase();
const now = new Date('2026-12-01T08:00:00Z');
const AT_ONCE = 6;

const number = (file: string) => Number(file.slice(0, 2));
const isGirl = (file: string) => number(file) >= 31 && number(file) <= 42;
const isPair = (file: string) => number(file) === 29 || number(file) === 30;

type Mail = ReturnType<typeof sampleMails>[number];

async function lindevang() {
  const { municipality } = await createCast(db());
  return db().prisma.municipality.update({ where: { id: municipality.id }, data: { name: 'Lindevang Kommune' } });
}

/** All mails through the door and read, several at a time as a worker does; the links between them as pairs of file names. */
async function linksAmong(mails: readonly Mail[]): Promise<[string, string][]> {
  const { id: municipalityId } = await lindevang();
  const files = new Map<string, string>();
  for (const { file, raw } of mails) {
    const receipt = await receiveReport(
      db().door,
      incomingMail({ municipalityId, raw, route: { kind: 'import' }, envelope: {}, flags: [] }, now),
      now,
    );
    files.set(receipt.reportId, file);
  }
  const ids = [...files.keys()];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => readReport({ prisma: db().prisma, notifyChange: () => undefined }, id, now)));
  }
  const links = await db().prisma.reportLink.findMany({ where: { from: { municipalityId } } });
  return links.map(({ fromId, toId }) => [files.get(fromId) ?? '', files.get(toId) ?? '']);
}

/** The reports that links connect with the first of them. */
function groupOf(start: string, links: readonly [string, string][]): string[] {
  const group = new Set([start]);
  for (const file of group) {
    for (const [from, to] of links) {
      if (from === file) group.add(to);
      if (to === file) group.add(from);
    }
  }
  return [...group].sort();
}

describe('suggested links among the sixty sample mails', () => {
  const mails = sampleMails();
  const orders: [string, Mail[]][] = [
    ['as they are numbered', mails],
    ['the other way round', mails.toReversed()],
    ['every seventh', mails.toSorted((a, b) => ((number(a.file) * 7) % 61) - ((number(b.file) * 7) % 61))],
  ];

  it.each(orders)(
    'the twelve mails about one girl are twelve reports in one group, and nobody else is in it: read %s',
    async (_, ordered) => {
      const links = await linksAmong(ordered);
      const girl = mails.map(({ file }) => file).filter(isGirl);
      const others = links.filter(([from, to]) => !(isGirl(from) && isGirl(to)) && !(isPair(from) && isPair(to)));
      expect(others).toEqual([]);
      expect(groupOf(girl[0] ?? '', links)).toEqual(girl);
      expect(links.filter(([from, to]) => isPair(from) && isPair(to))).toHaveLength(1);
    },
    120_000,
  );
});

describe('a suggested link', () => {
  it('runs from the newer report to the older one, says why, and changes neither', async () => {
    const { id: municipalityId } = await lindevang();
    const receive = async (minutes: number, text: string) => {
      const raw = new TextEncoder().encode(
        `From: a${minutes}@b.example\r\nSubject: Hej\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`,
      );
      return (
        await receiveReport(db().door, makeIncoming(municipalityId, { raw, receivedAt: addMinutes(now, minutes) }), addMinutes(now, 60))
      ).reportId;
    };
    const newer = await receive(20, 'Det handler om Sofus Bendtsen i 4.c.');
    const older = await receive(10, 'Drengen Sofus Bendtsen går i 4.c.');
    const deps = { prisma: db().prisma, notifyChange: () => undefined };
    await readReport(deps, newer, now);
    const before = await db().prisma.report.findUniqueOrThrow({ where: { id: newer } });
    await readReport(deps, older, now);
    expect(await db().prisma.reportLink.findMany({ where: { from: { municipalityId } } })).toMatchObject([
      { fromId: newer, toId: older, reason: { code: 'shared-terms', terms: ['4c', 'sofus', 'bendtsen'] } },
    ]);
    expect(await db().prisma.report.findUniqueOrThrow({ where: { id: newer } })).toEqual(before);
  });

  it('never reaches another municipality', async () => {
    const [here, there] = [await lindevang(), await lindevang()];
    const raw = new TextEncoder().encode('From: a@b.example\r\nSubject: Hej\r\n\r\nBarn: 631224-7346\r\n');
    for (const { id } of [here, there]) {
      const { reportId } = await receiveReport(db().door, makeIncoming(id, { raw }), now);
      await readReport({ prisma: db().prisma, notifyChange: () => undefined }, reportId, now);
    }
    expect(await db().prisma.reportLink.count({ where: { from: { municipalityId: { in: [here.id, there.id] } } } })).toBe(0);
  });
});

describe('suggested links among reports by form', () => {
  it('the form’s own words link nobody: twenty forms about twenty families have no link', async () => {
    const { id: municipalityId } = await lindevang();
    for (const file of readdirSync('samples/forms').filter((name) => name.endsWith('.json'))) {
      const incoming = makeIncoming(municipalityId, {
        raw: readFileSync(`samples/forms/${file}`),
        mediaType: 'application/json',
        channel: { kind: 'form', name: 'form' },
      });
      const receipt = await receiveReport(db().door, incoming, now);
      await readReport({ prisma: db().prisma, notifyChange: () => undefined }, receipt.reportId, now);
    }
    const links = await db().prisma.reportLink.findMany({ where: { from: { municipalityId } }, include: { from: true, to: true } });
    expect(links.map(({ from, to, reason }) => [from.subject, to.subject, reason])).toEqual([]);
  });
});
