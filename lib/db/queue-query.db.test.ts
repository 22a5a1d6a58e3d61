import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareForQueue, queueGroup } from '@/lib/domain/queue-order';
import { COUNTRIES, URGENCIES } from '@/lib/domain/report';
import { type Cast, createCast, useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from '@/lib/triage/acknowledge';
import { assess } from '@/lib/triage/assess';
import { assign } from '@/lib/triage/assign';
import { type QueueRow, queueQuery } from './queue-query';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:00:00.000Z');
const MINUTE = 60_000;

type Drawn = {
  urgency: (typeof URGENCIES)[number];
  state: 'unacknowledged' | 'acknowledged' | 'assessed';
  dueIn: number | null;
  ago: number;
  alarm?: boolean;
};

/** Instants lie close together and on the borders, so that every comparison of the order is decided by each of its parts. */
const drawn: fc.Arbitrary<Drawn> = fc.record({
  urgency: fc.constantFrom(...URGENCIES),
  state: fc.constantFrom('unacknowledged', 'acknowledged', 'assessed'),
  dueIn: fc.option(
    fc
      .constantFrom(-600, -1, 0, 1, 8 * 60 - 1, 8 * 60, 8 * 60 + 1, 900)
      .chain((minutes) => fc.constantFrom(-1, 0, 1).map((ms) => minutes * MINUTE + ms)),
  ),
  ago: fc.constantFrom(0, 1, 5, 5, 700).map((minutes) => minutes * MINUTE),
  alarm: fc.boolean(),
});

/** Rows as the queue needs them; how they came there is other tests' matter. */
async function put(cast: Cast, reports: Drawn[]): Promise<void> {
  const channel = cast.municipality.channels[0];
  for (const { urgency, state, dueIn, ago, alarm = false } of reports) {
    const id = randomUUID();
    const receivedAt = new Date(now.getTime() - ago);
    const base = { municipalityId: cast.municipality.id, channelId: channel?.id ?? '', receivedAt, storedAt: receivedAt };
    await db().prisma.arrival.create({
      data: {
        ...base,
        id,
        externalId: id,
        mediaType: 'text/plain',
        raw: new Uint8Array([1]),
        size: 1,
        sha256: id,
        envelope: {},
        receivedAtSource: 'test',
      },
    });
    await db().prisma.report.create({
      data: {
        ...base,
        id,
        arrivalId: id,
        channelKind: 'form',
        ref: id,
        receiptCode: id,
        country: 'dk',
        urgency,
        urgencyReasons: [],
        state,
        alarmAt: alarm ? now : null,
        dueAt: dueIn === null ? null : new Date(now.getTime() + dueIn),
      },
    });
  }
}

const position = ({ id, urgency, state, alarmAt, dueAt, receivedAt }: QueueRow) => ({
  id,
  urgency,
  acknowledged: state !== 'unacknowledged',
  alarm: alarmAt !== null,
  dueAt,
  receivedAt,
});

describe('the queue', () => {
  it('SQL and the order of the domain are one: every page is a piece of the same order, with the same headings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { maxLength: 25 }), fc.integer({ min: 1, max: 7 }), async (reports, size) => {
        const cast = await createCast(db());
        await put(cast, reports);
        const municipalityId = cast.municipality.id;
        const { rows, counts, matching } = await queueQuery(db().prisma, { municipalityId, now, limit: null });
        const open = reports.filter(({ state }) => state !== 'assessed').length;
        expect([rows.length, counts.total, matching]).toEqual([open, open, open]);
        expect(rows.map(({ id }) => id)).toEqual(
          [...rows].sort((a, b) => compareForQueue(position(a), position(b), now)).map(({ id }) => id),
        );
        for (const row of rows) expect(row.group).toBe(queueGroup(position(row), now));
        const pages: string[] = [];
        for (let offset = 0; offset < open; offset += size)
          pages.push(...(await queueQuery(db().prisma, { municipalityId, now, limit: size, offset })).rows.map(({ id }) => id));
        expect(pages).toEqual(rows.map(({ id }) => id));
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('shows who has a report, its children, the rule of its due instant, and no text', async () => {
    const { cast, ref, reportId, deps, as } = await receiveForTriage(db(), now, 'se');
    await db().prisma.child.create({ data: { reportId, position: 0, name: 'Åse Ö. Test' } });
    await db().prisma.report.update({ where: { id: reportId }, data: { text: 'a secret text', flags: ['empty-body'] } });
    await acknowledge(deps, as(cast.owner), ref, {}, now);
    await assign(deps, as(cast.owner), ref, { staffId: cast.colleague.id }, now);
    const { rows } = await queueQuery(db().prisma, { municipalityId: cast.municipality.id, now, limit: 10 });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      ref,
      children: ['Åse Ö. Test'],
      flags: ['empty-body'],
      channelKind: 'email',
      acknowledgedBy: { id: cast.owner.id, name: 'owner' },
      assignedTo: { name: 'colleague' },
      deadline: { rule: 'se.protection-assessment', basis: 'target' },
      receivedAt: now,
    });
    expect(JSON.stringify(rows)).not.toContain('secret');
  });

  it('a municipality sees its own reports only; the command without one sees all', async () => {
    const first = await receiveForTriage(db(), now);
    const second = await receiveForTriage(db(), now);
    const refs = async (municipalityId?: string) =>
      (await queueQuery(db().prisma, { municipalityId, now, limit: null })).rows.map(({ ref }) => ref);
    expect(await refs(first.cast.municipality.id)).toEqual([first.ref]);
    expect(await refs()).toEqual(expect.arrayContaining([first.ref, second.ref]));
  });

  it('filters and search hide reports and say how many', async () => {
    const { cast, ref, deps, as, reportId } = await receiveForTriage(db(), now, 'no', { subject: 'Bekymring for ÅSE' });
    const put2 = [
      { urgency: 'normal', state: 'unacknowledged', dueIn: -5, ago: 5 },
      { urgency: 'high', state: 'acknowledged', dueIn: 5, ago: 5 },
    ] as const;
    await put(cast, [...put2]);
    await acknowledge(deps, as(cast.owner), ref, {}, now);
    await db().prisma.child.create({ data: { reportId, position: 0, name: 'Émile Sørensen' } });
    const ask = async (options: object) => {
      const { rows, counts, matching } = await queueQuery(db().prisma, {
        municipalityId: cast.municipality.id,
        now,
        limit: 10,
        staffId: cast.owner.id,
        ...options,
      });
      expect([counts.total, matching]).toEqual([3, rows.length]);
      return rows.map((row) => (row.ref === ref ? 'it' : row.urgency));
    };
    expect(await ask({ filter: 'mine' })).toEqual(['it']);
    expect(await ask({ filter: 'unacknowledged' })).toEqual(['normal']);
    expect(await ask({ filter: 'overdue' })).toEqual(['normal']);
    for (const search of ['åse', ' BEKYMRING ', 'sørensen', 'ÉMILE', ref.toLowerCase(), 'e\u0301mile'])
      expect(await ask({ search })).toEqual(['it']);
    for (const search of ['%', '_', "'; DROP TABLE report; --", 'nobody']) expect(await ask({ search })).toEqual([]);
  });

  it.each(COUNTRIES)('an assessed report has left the queue (%s)', async (country) => {
    const { cast, ref, deps, as } = await receiveForTriage(db(), now, country);
    await assess(deps, as(cast.owner), ref, { outcome: 'open_inquiry', reason: 'x' }, now);
    expect((await queueQuery(db().prisma, { municipalityId: cast.municipality.id, now, limit: 10 })).counts.total).toBe(0);
  });
});
