import { describe, expect, it } from 'vitest';
import { municipalityStream } from '@/lib/db/append-audit';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { clearAlarm } from './clear-alarm';
import { listAlarms } from './list-alarms';
import { raiseAlarm } from './raise-alarm';
import { seeAlarm } from './see-alarm';
import { settleAlarm } from './settle-alarm';

const db = useTestDatabase();
const start = new Date('2026-11-02T10:00:00Z');
const minutes = (count: number) => new Date(start.getTime() + count * 60_000);

const raise = (municipalityId: string | null, key: string, at: Date) =>
  db().prisma.$transaction((tx) => raiseAlarm(tx, { municipalityId, code: 'duty-gap', key, detail: { key } }, at));
const clear = (municipalityId: string | null, key: string, at: Date) =>
  db().prisma.$transaction((tx) => clearAlarm(tx, municipalityId, 'duty-gap', key, at));
const alarmsOf = (municipalityId: string | null, key: string) =>
  db().prisma.alarm.findMany({ where: { municipalityId, key }, orderBy: { raisedAt: 'asc' } });
const logOf = async (id: string) =>
  (await db().prisma.auditEntry.findMany({ where: { stream: municipalityStream(id) }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

describe('an alarm', () => {
  it('is one as long as it is open, and is seen again each time that its cause is', async () => {
    const { municipality } = await createCast(db());
    expect(await raise(municipality.id, 'a', minutes(0))).toBe(true);
    expect(await raise(municipality.id, 'a', minutes(5))).toBe(false);
    expect(await raise(municipality.id, 'a', minutes(3))).toBe(false);
    expect(await alarmsOf(municipality.id, 'a')).toMatchObject([
      { severity: 'red', raisedAt: minutes(0), lastSeenAt: minutes(5), clearedAt: null },
    ]);
    expect(await logOf(municipality.id)).toEqual(['alarm.raised']);
  });

  it('comes again after it was cleared, as a new one', async () => {
    const { municipality } = await createCast(db());
    await raise(municipality.id, 'b', minutes(0));
    expect(await clear(municipality.id, 'b', minutes(1))).toBe(true);
    expect(await clear(municipality.id, 'b', minutes(2))).toBe(false);
    expect(await raise(municipality.id, 'b', minutes(3))).toBe(true);
    expect((await alarmsOf(municipality.id, 'b')).map(({ clearedAt }) => clearedAt)).toEqual([minutes(1), null]);
    expect(await logOf(municipality.id)).toEqual(['alarm.raised', 'alarm.cleared', 'alarm.raised']);
  });

  it('is one for each municipality, and one of the installation stands in the log of each', async () => {
    const { municipality, otherMunicipality } = await createCast(db());
    await raise(municipality.id, 'c', minutes(0));
    await raise(otherMunicipality.id, 'c', minutes(0));
    expect(await raise(null, 'c', minutes(0))).toBe(true);
    expect(await raise(null, 'c', minutes(1))).toBe(false);
    expect(await logOf(municipality.id)).toEqual(['alarm.raised', 'alarm.raised']);
    expect(await logOf(otherMunicipality.id)).toEqual(['alarm.raised', 'alarm.raised']);
    expect(await clear(null, 'c', minutes(2))).toBe(true);
    expect(await alarmsOf(municipality.id, 'c')).toMatchObject([{ clearedAt: null }]);
  });

  it('is raised once by eight who find its cause at the same moment', async () => {
    const { municipality } = await createCast(db());
    const raised = await Promise.all(Array.from({ length: 8 }, () => raise(municipality.id, 'd', minutes(0))));
    expect(raised.filter(Boolean)).toHaveLength(1);
    expect(await logOf(municipality.id)).toEqual(['alarm.raised']);
  });

  it('that is rolled back was never there', async () => {
    const { municipality } = await createCast(db());
    const failing = db().prisma.$transaction(async (tx) => {
      await raiseAlarm(tx, { municipalityId: municipality.id, code: 'nobody-to-tell', key: 'e' }, start);
      throw new RangeError('failed');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await alarmsOf(municipality.id, 'e')).toEqual([]);
  });
});

describe('a person', () => {
  const cast = async () => {
    const people = await createCast(db());
    const as = (person: { id: string; municipalityId: string }) => ({ staffId: person.id, municipality: { id: person.municipalityId } });
    return { ...people, as };
  };
  const only = async (municipalityId: string) => {
    const { alarms } = await listAlarms(db().prisma, municipalityId, start);
    const found = alarms.filter(({ everywhere }) => !everywhere);
    expect(found).toHaveLength(1);
    return found[0] as (typeof alarms)[number];
  };

  it('who has seen an alarm stands beside it, and it stays open', async () => {
    const { municipality, administrator, supervisor, as } = await cast();
    await raise(municipality.id, 'f', minutes(0));
    const { id } = await only(municipality.id);
    await seeAlarm(db(), as(administrator), id, minutes(1));
    await seeAlarm(db(), as(supervisor), id, minutes(2));
    expect(await only(municipality.id)).toMatchObject({ seenAt: minutes(1), seenBy: 'administrator' });
    expect(await logOf(municipality.id)).toEqual(['alarm.raised', 'alarm.seen']);
  });

  it('sees neither another municipality’s alarm nor can touch it', async () => {
    const { municipality, outsider, as } = await cast();
    await raise(municipality.id, 'g', minutes(0));
    const { id } = await only(municipality.id);
    expect((await listAlarms(db().prisma, outsider.municipalityId, start)).alarms.map((alarm) => alarm.id)).not.toContain(id);
    await expect(seeAlarm(db(), as(outsider), id, minutes(1))).rejects.toMatchObject({ code: 'not-found' });
    await expect(settleAlarm(db(), as(outsider), id, 'reason', minutes(1))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('ends only an alarm about what has happened, with a reason that the log keeps', async () => {
    const { municipality, administrator, as } = await cast();
    const late = { municipalityId: municipality.id, code: 'sweep-late', key: '' } as const;
    await db().prisma.$transaction((tx) => raiseAlarm(tx, late, minutes(0)));
    await expect(settleAlarm(db(), as(administrator), (await only(municipality.id)).id, 'reason', minutes(1))).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await db().prisma.$transaction((tx) => clearAlarm(tx, late.municipalityId, late.code, late.key, minutes(1)));
    const cause = { municipalityId: municipality.id, code: 'audit-step-extra', key: 'i', detail: { ref: 'DK-1' } } as const;
    await db().prisma.$transaction((tx) => raiseAlarm(tx, cause, minutes(2)));
    const { id, ref } = await only(municipality.id);
    expect(ref).toBe('DK-1');
    await expect(settleAlarm(db(), as(administrator), id, ' ', minutes(3))).rejects.toMatchObject({ code: 'reason-needed' });
    await settleAlarm(db(), as(administrator), id, ' looked into ', minutes(3));
    expect(await alarmsOf(municipality.id, 'i')).toMatchObject([{ clearedAt: minutes(3), settledReason: 'looked into' }]);
    expect((await logOf(municipality.id)).at(-1)).toBe('alarm.settled');
  });

  it('finds red before amber, and what nobody has seen first', async () => {
    const { municipality, administrator, as } = await cast();
    const causes = [
      ['duty-look-ahead', 'a'],
      ['duty-gap', 'b'],
      ['duty-gap', 'c'],
    ] as const;
    for (const [index, [code, key]] of causes.entries())
      await db().prisma.$transaction((tx) =>
        raiseAlarm(tx, { municipalityId: municipality.id, code, key, detail: { ref: key } }, minutes(index)),
      );
    const order = async () =>
      (await listAlarms(db().prisma, municipality.id, start)).alarms.filter((alarm) => !alarm.everywhere).map(({ ref }) => ref);
    expect(await order()).toEqual(['b', 'c', 'a']);
    const { alarms } = await listAlarms(db().prisma, municipality.id, start);
    await seeAlarm(db(), as(administrator), alarms.find(({ ref }) => ref === 'b')?.id ?? '', minutes(5));
    expect(await order()).toEqual(['c', 'b', 'a']);
  });
});
