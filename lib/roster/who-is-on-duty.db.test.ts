import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { readRoster } from './read-roster';
import { whoIsOnDuty } from './who-is-on-duty';

const db = useTestDatabase();
const at = (iso: string) => new Date(iso);
const LONG_AGO = at('2020-01-01T00:00:00Z');
const monday = at('2026-11-02T12:00:00Z');

function addLayer(municipalityId: string, participants: string[], changes: object = {}) {
  return db().prisma.dutyLayer.create({
    data: {
      layerId: randomUUID(),
      municipalityId,
      name: 'Vagt',
      position: 0,
      participants,
      startDay: '2026-11-02',
      handoverTime: '08:00',
      handoverWeekday: 1,
      weeks: 1,
      validFrom: LONG_AGO,
      createdAt: LONG_AGO,
      ...changes,
    },
  });
}

const ids = async (municipalityId: string, moment: Date) =>
  (await whoIsOnDuty(db().prisma, municipalityId, moment)).people.map(({ id }) => id);
const span = (from: string, to: string, createdAt = LONG_AGO) => ({ startsAt: at(from), endsAt: at(to), createdAt });

describe('without a roster', () => {
  it('the duty officers are on duty at all times, but not one who is absent, and then it is a gap', async () => {
    const { municipality, dutyOfficer } = await createCast(db());
    expect(await whoIsOnDuty(db().prisma, municipality.id, monday)).toEqual({
      people: [{ id: dutyOfficer.id, name: 'duty', email: dutyOfficer.email }],
      gap: false,
      source: 'duty-officers',
    });
    const away = span('2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z');
    await db().prisma.dutyAbsence.create({ data: { municipalityId: municipality.id, staffId: dutyOfficer.id, ...away } });
    expect(await whoIsOnDuty(db().prisma, municipality.id, monday)).toEqual({ people: [], gap: true, source: 'duty-officers' });
  });

  it('a layer that begins later, or has ended, changes nothing', async () => {
    const { municipality, dutyOfficer, owner } = await createCast(db());
    await addLayer(municipality.id, [owner.id], { validFrom: at('2026-11-03T00:00:00Z'), validUntil: at('2026-11-04T00:00:00Z') });
    expect(await ids(municipality.id, monday)).toEqual([dutyOfficer.id]);
    expect(await ids(municipality.id, at('2026-11-03T12:00:00Z'))).toEqual([owner.id]);
    expect(await ids(municipality.id, at('2026-11-04T00:00:00Z'))).toEqual([dutyOfficer.id]);
  });

  it('an override for all decides alone while it lasts', async () => {
    const { municipality, dutyOfficer, colleague } = await createCast(db());
    const data = { municipalityId: municipality.id, staffId: colleague.id, ...span('2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z') };
    await db().prisma.dutyOverride.create({ data });
    expect(await whoIsOnDuty(db().prisma, municipality.id, monday)).toMatchObject({ people: [{ id: colleague.id }], source: 'roster' });
    expect(await ids(municipality.id, at('2026-11-03T00:00:00Z'))).toEqual([dutyOfficer.id]);
  });
});

describe('with a roster', () => {
  it('people come in the order of the layers, each once, and of this municipality only', async () => {
    const { municipality, otherMunicipality, owner, colleague, outsider } = await createCast(db());
    await addLayer(municipality.id, [colleague.id], { position: 2 });
    await addLayer(municipality.id, [owner.id], { position: 1 });
    await addLayer(municipality.id, [owner.id], { position: 3 });
    await addLayer(otherMunicipality.id, [outsider.id]);
    expect(await ids(municipality.id, monday)).toEqual([owner.id, colleague.id]);
  });

  it('somebody else’s member of staff is never on duty, even if a layer names one', async () => {
    const { municipality, outsider } = await createCast(db());
    await addLayer(municipality.id, [outsider.id]);
    expect(await whoIsOnDuty(db().prisma, municipality.id, monday)).toEqual({ people: [], gap: true, source: 'roster' });
  });

  it('whose account is closed has no duty: it goes to the next', async () => {
    const { municipality, owner, colleague } = await createCast(db());
    await addLayer(municipality.id, [owner.id, colleague.id]);
    expect(await ids(municipality.id, monday)).toEqual([owner.id]);
    await db().prisma.staff.update({ where: { id: owner.id }, data: { active: false } });
    expect(await ids(municipality.id, monday)).toEqual([colleague.id]);
  });

  it('a time without hours is a gap, and the duty officers do not fill it unasked', async () => {
    const { municipality, owner } = await createCast(db());
    await addLayer(municipality.id, [owner.id], { hours: [{ weekday: 1, from: '08:00', to: '16:00' }] });
    expect(await ids(municipality.id, monday)).toEqual([owner.id]);
    expect(await whoIsOnDuty(db().prisma, municipality.id, at('2026-11-02T15:00:00Z'))).toEqual({
      people: [],
      gap: true,
      source: 'roster',
    });
  });

  it('an absence and an override count from when they were entered until they were removed, so the past stays as it was', async () => {
    const { municipality, owner, colleague, supervisor } = await createCast(db());
    const layer = await addLayer(municipality.id, [owner.id, colleague.id]);
    const entered = at('2026-11-03T12:00:00Z');
    const place = { municipalityId: municipality.id, ...span('2026-11-02T00:00:00Z', '2026-11-06T00:00:00Z', entered) };
    const removedAt = at('2026-11-04T12:00:00Z');
    await db().prisma.dutyAbsence.create({ data: { ...place, staffId: owner.id, removedAt } });
    const change = { layerId: layer.layerId, staffId: supervisor.id, createdAt: at('2026-11-05T00:00:00Z') };
    await db().prisma.dutyOverride.create({ data: { ...place, ...change } });
    expect(await ids(municipality.id, monday)).toEqual([owner.id]);
    expect(await ids(municipality.id, entered)).toEqual([colleague.id]);
    expect(await ids(municipality.id, removedAt)).toEqual([owner.id]);
    expect(await ids(municipality.id, at('2026-11-05T12:00:00Z'))).toEqual([supervisor.id]);
  });

  it('reads inside a transaction what the transaction has written', async () => {
    const { municipality, owner } = await createCast(db());
    const inside = await db().prisma.$transaction(async (tx) => {
      await tx.dutyOverride.create({
        data: { municipalityId: municipality.id, staffId: owner.id, ...span('2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z') },
      });
      return whoIsOnDuty(tx, municipality.id, monday);
    });
    expect(inside.people).toMatchObject([{ id: owner.id }]);
  });
});

describe('the roster as it is read', () => {
  it('leaves out what does not touch the span that was asked for', async () => {
    const { municipality, owner } = await createCast(db());
    const data = { municipalityId: municipality.id, staffId: owner.id };
    for (const month of ['09', '11']) {
      await db().prisma.dutyAbsence.create({ data: { ...data, ...span(`2026-${month}-01T00:00:00Z`, `2026-${month}-05T00:00:00Z`) } });
    }
    const near = await readRoster(db().prisma, municipality.id, { now: monday, from: monday, to: at('2026-11-03T00:00:00Z') });
    expect(near.absences).toMatchObject([{ from: at('2026-11-01T00:00:00Z') }]);
    expect((await readRoster(db().prisma, municipality.id, { now: monday })).absences).toHaveLength(2);
    expect(near.timeZone).toBe('Europe/Copenhagen');
  });
});
