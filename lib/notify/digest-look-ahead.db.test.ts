import { beforeEach, describe, expect, it } from 'vitest';
import type { DigestBody } from '@/lib/domain/digest';
import { LOCALES } from '@/lib/i18n/locales';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { sendDueDigests } from './digest';
import { digestMail } from './digest-mail';

const db = useTestDatabase();
const first = new Date('2026-12-20T07:00:00Z');
const second = new Date('2026-12-21T07:00:00Z');

beforeEach(() => db().pool.query("UPDATE municipality SET digest_time = '24:00'"));

async function home() {
  const cast = await createCast(db());
  await db().prisma.municipality.update({ where: { id: cast.otherMunicipality.id }, data: { digestTime: '24:00' } });
  await db().prisma.staff.update({ where: { id: cast.dutyOfficer.id }, data: { mobile: '+4520202020' } });
  const absence = await db().prisma.dutyAbsence.create({
    data: {
      municipalityId: cast.municipality.id,
      staffId: cast.dutyOfficer.id,
      startsAt: new Date('2026-12-24T11:00:00Z'),
      endsAt: new Date('2026-12-25T11:00:00Z'),
      createdAt: first,
    },
  });
  return { ...cast, absence };
}

const deps = () => ({ ...db(), gateways: [{ means: 'sms' as const }] });
const alarms = (municipalityId: string) => db().prisma.alarm.findMany({ where: { municipalityId }, orderBy: { raisedAt: 'asc' } });
const bodies = async (municipalityId: string, createdAt: Date) =>
  new Map(
    (await db().prisma.notice.findMany({ where: { municipalityId, kind: 'digest', createdAt }, include: { recipient: true } })).map(
      (notice) => [notice.recipient?.name, notice.body as DigestBody],
    ),
  );

describe('the daily look-ahead', () => {
  it('is an alarm and a line for supervisors and administrators while the coming days lack somebody, and ends when they no longer do', async () => {
    const { municipality, absence } = await home();
    await sendDueDigests(deps(), first);
    const body = await bodies(municipality.id, first);
    const gap = { code: 'nobody-on-duty', from: '2026-12-24T11:00:00.000Z', to: '2026-12-25T11:00:00.000Z', times: 1 };
    const said = { problems: 1, warnings: 0, first: [{ ...gap, holidays: ['Juleaftensdag', 'Juledag'] }] };
    expect([body.get('supervisor')?.lookAhead, body.get('administrator')?.lookAhead, body.get('owner')?.lookAhead]).toEqual([
      said,
      said,
      undefined,
    ]);
    expect(await alarms(municipality.id)).toMatchObject([
      { code: 'duty-look-ahead', severity: 'amber', raisedAt: first, clearedAt: null, detail: { problems: 1, codes: ['nobody-on-duty'] } },
    ]);
    await db().prisma.dutyAbsence.update({ where: { id: absence.id }, data: { removedAt: first } });
    await sendDueDigests(deps(), second);
    expect(await alarms(municipality.id)).toMatchObject([{ clearedAt: second }]);
    expect((await bodies(municipality.id, second)).get('supervisor')?.lookAhead).toEqual({ problems: 0, warnings: 0, first: [] });
  });

  it('that only warns is a line and no alarm', async () => {
    const { municipality, absence } = await home();
    await db().prisma.dutyAbsence.update({ where: { id: absence.id }, data: { removedAt: first } });
    await sendDueDigests({ ...db() }, first);
    expect((await bodies(municipality.id, first)).get('supervisor')?.lookAhead).toMatchObject({ problems: 0, warnings: 1 });
    expect(await alarms(municipality.id)).toEqual([]);
  });

  it('names days and holidays in the mail of every language, and says when it could not look', async () => {
    const { municipality } = await home();
    await sendDueDigests(deps(), first);
    const body = (await bodies(municipality.id, first)).get('supervisor') as DigestBody;
    for (const locale of LOCALES) {
      const reader = { locale, role: 'supervisor', timeZone: municipality.timeZone, publicUrl: 'https://mottak.example' } as const;
      const { text } = digestMail(body, reader);
      expect(text).toContain('(Juleaftensdag, Juledag)');
      expect(text).toContain('24');
      expect(text).toContain('https://mottak.example/escalation');
      expect(digestMail({ ...body, lookAhead: null }, reader).text).toContain('https://mottak.example/escalation');
    }
    expect(digestMail(body, { locale: 'en', role: 'supervisor', timeZone: municipality.timeZone, publicUrl: '' }).text).toContain(
      'Nobody on duty: Thursday, 24 December 2026',
    );
  });
});
