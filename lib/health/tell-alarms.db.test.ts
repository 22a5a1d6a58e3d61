import { beforeEach, describe, expect, it } from 'vitest';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { clearAlarm } from './clear-alarm';
import { raiseAlarm } from './raise-alarm';
import { seeAlarm } from './see-alarm';
import { tellAlarms } from './tell-alarms';

const db = useTestDatabase();
const start = new Date('2026-11-02T10:00:00Z');
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);

beforeEach(() => db().pool.query('UPDATE alarm SET cleared_at = now()'));

const raise = (municipalityId: string | null, key: string, at: Date) =>
  db().prisma.$transaction((tx) => raiseAlarm(tx, { municipalityId, code: 'audit-step-missing', key, detail: { ref: key } }, at));
const told = async (municipalityId: string) => {
  const notices = await db().prisma.notice.findMany({ where: { municipalityId, kind: 'alarm' }, orderBy: { createdAt: 'asc' } });
  return notices.map(({ recipientId, means, body, createdAt }) => ({ recipientId, means, body, createdAt }));
};

describe('administrators', () => {
  it('are told of an alarm once, and again every twelve hours until somebody has seen it', async () => {
    const { municipality, administrator } = await createCast(db());
    await raise(municipality.id, 'a', start);
    for (const at of [0, 1, 11, 12, 13, 24]) await tellAlarms(db(), hours(at));
    const body = { alarm: 'audit-step-missing', values: { count: 1 } };
    const one = { recipientId: administrator.id, means: 'email', body };
    expect(await told(municipality.id)).toEqual([0, 12, 24].map((at) => ({ ...one, createdAt: hours(at) })));
    const { id } = await db().prisma.alarm.findFirstOrThrow({ where: { municipalityId: municipality.id } });
    await seeAlarm(db(), { staffId: administrator.id, municipality }, id, hours(25));
    expect(await tellAlarms(db(), hours(48))).toBe(0);
  });

  it('are told at once of one that comes back after it was cleared', async () => {
    const { municipality } = await createCast(db());
    await raise(municipality.id, 'b', start);
    await tellAlarms(db(), start);
    await db().prisma.$transaction((tx) => clearAlarm(tx, municipality.id, 'audit-step-missing', 'b', hours(1)));
    expect(await tellAlarms(db(), hours(1))).toBe(0);
    await raise(municipality.id, 'b', hours(2));
    expect(await tellAlarms(db(), hours(2))).toBe(1);
  });

  it('get one notice of a hundred alarms of one kind, and two workers tell once', async () => {
    const { municipality } = await createCast(db());
    for (let number = 0; number < 100; number += 1) await raise(municipality.id, `c${number}`, start);
    const made = await Promise.all([tellAlarms(db(), start), tellAlarms(db(), start)]);
    expect(made.toSorted()).toEqual([0, 1]);
    expect((await told(municipality.id)).map(({ body }) => body)).toEqual([{ alarm: 'audit-step-missing', values: { count: 100 } }]);
  });

  it('are told by every means that reaches them, and where a municipality has none its supervisors are', async () => {
    const { municipality, administrator, supervisor } = await createCast(db());
    await db().prisma.staff.update({ where: { id: administrator.id }, data: { mobile: '+4520000000' } });
    await raise(municipality.id, 'd', start);
    await tellAlarms({ ...db(), gateways: [{ means: 'sms' }] }, start);
    expect((await told(municipality.id)).map(({ means }) => means).toSorted()).toEqual(['email', 'sms']);
    await db().prisma.staff.update({ where: { id: administrator.id }, data: { active: false } });
    await tellAlarms(db(), hours(12));
    expect((await told(municipality.id)).at(-1)).toMatchObject({ recipientId: supervisor.id });
  });

  it('of every municipality are told of what concerns the installation', async () => {
    const { municipality, otherMunicipality } = await createCast(db());
    const role = 'administrator' as const;
    const away = {
      municipalityId: otherMunicipality.id,
      role,
      name: 'away',
      email: `away-${otherMunicipality.slug}@staff.example`,
      locale: 'da',
    };
    await db().prisma.staff.create({ data: away });
    await raise(null, 'e', start);
    await tellAlarms(db(), start);
    expect([(await told(municipality.id)).length, (await told(otherMunicipality.id)).length]).toEqual([1, 1]);
  });
});
