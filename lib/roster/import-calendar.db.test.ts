import { describe, expect, it } from 'vitest';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import type { RosterEditor } from './change-roster';
import { exportCalendar } from './export-calendar';
import { importCalendar, previewImport } from './import-calendar';
import { saveLayer } from './save-layer';
import { whoIsOnDuty } from './who-is-on-duty';

const db = useTestDatabase();
const now = new Date('2026-11-04T12:00:00Z');
const deps = () => ({ prisma: db().prisma, notifyChange: db().door.notifyChange });

async function place() {
  const cast = await createCast(db());
  const { supervisor, municipality } = cast;
  const as: RosterEditor = {
    staffId: supervisor.id,
    role: supervisor.role,
    municipality: { id: municipality.id, timeZone: 'Europe/Copenhagen' },
  };
  const rows = () => db().prisma.dutyOverride.count({ where: { municipalityId: municipality.id, removedAt: null } });
  return { cast, as, rows };
}

const event = (uid: string, day: string, ...lines: string[]) =>
  ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261101T000000Z', `DTSTART:${day}T070000Z`, `DTEND:${day}T150000Z`, ...lines, 'END:VEVENT'].join(
    '\r\n',
  );
const file = (...events: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n');

describe('importing a calendar file', () => {
  it('shows first what it would take and what not and why, then takes it as overrides', async () => {
    const { cast, as, rows } = await place();
    const text = file(
      event('1', '20261110', `ATTENDEE;CN=Somebody:mailto:${cast.owner.email.toUpperCase()}`, `ORGANIZER:mailto:${cast.supervisor.email}`),
      event('2', '20261111', 'SUMMARY:Vagt Colleague\\, hele dagen'),
      event('3', '20261112', `ORGANIZER:mailto:${cast.supervisor.email}`),
      event('4', '20261113', 'SUMMARY:Julefrokost'),
      event('5', '20261113', 'SUMMARY:owner and colleague'),
      event('6', '20261001', 'SUMMARY:owner'),
      event('7', '20261113', 'SUMMARY:owner', 'STATUS:CANCELLED'),
      event('1', '20261110', 'SUMMARY:colleague'),
      event('8', 'tomorrow', 'SUMMARY:owner'),
    );
    const preview = await previewImport(deps(), as, { text, layerId: null }, now);
    expect(preview.items.map((item) => [item.status, item.person ?? ('code' in item ? item.code : '')])).toEqual([
      ['add', 'owner'],
      ['add', 'colleague'],
      ['add', 'supervisor'],
      ['refused', 'nobody-named'],
      ['refused', 'several-people'],
      ['refused', 'over-already'],
      ['refused', 'cancelled'],
      ['refused', 'repeated'],
    ]);
    expect(preview.unread).toMatchObject([{ code: 'unreadable', summary: 'owner' }]);
    expect(await rows()).toBe(0);
    await importCalendar(deps(), as, { text, layerId: null }, now);
    expect(await rows()).toBe(3);
    const { people } = await whoIsOnDuty(db().prisma, cast.municipality.id, new Date('2026-11-10T10:00:00Z'));
    expect(people).toMatchObject([{ id: cast.owner.id }]);
  });

  it('twice, or by two people at once, gives nothing twice', async () => {
    const { as, rows } = await place();
    const text = file(event('1', '20261110', 'SUMMARY:owner', 'RRULE:FREQ=DAILY;COUNT=5'), event('2', '20261120', 'SUMMARY:colleague'));
    await Promise.all([1, 2].map(() => importCalendar(deps(), as, { text, layerId: null }, now)));
    const again = await importCalendar(deps(), as, { text, layerId: null }, now);
    expect(again.items.map(({ status }) => status)).toEqual(Array(6).fill('present'));
    expect(await rows()).toBe(6);
  });

  it('takes over what has changed in the file, and ends what was cancelled', async () => {
    const { cast, as, rows } = await place();
    await importCalendar(
      deps(),
      as,
      { text: file(event('1', '20261110', 'SUMMARY:owner'), event('2', '20261111', 'SUMMARY:owner')), layerId: null },
      now,
    );
    const text = file(event('1', '20261110', 'SUMMARY:colleague'), event('2', '20261111', 'SUMMARY:owner', 'STATUS:CANCELLED'));
    const { items } = await importCalendar(deps(), as, { text, layerId: null }, now);
    expect(items.map(({ status }) => status)).toEqual(['change', 'withdraw']);
    expect(await rows()).toBe(1);
    const onDuty = async (iso: string) =>
      (await whoIsOnDuty(db().prisma, cast.municipality.id, new Date(iso))).people.map(({ name }) => name);
    expect([await onDuty('2026-11-10T10:00:00Z'), await onDuty('2026-11-11T10:00:00Z')]).toEqual([['colleague'], ['duty']]);
  });

  it('reads back what Mottak itself exports, layer by layer', async () => {
    const { cast, as } = await place();
    const rotation = { startDay: '2026-11-02', handoverTime: '08:00', handoverWeekday: 1, weeks: 1 };
    const input = { name: 'Vagt', position: 1, unitId: null, participants: [cast.owner.id, cast.colleague.id], rotation, hours: null };
    const { layerId } = await saveLayer(deps(), as, input, now);
    const words = { title: 'Vagtplan', allLayers: 'Alle', nobody: 'INGEN' };
    const text = await exportCalendar(db().prisma, { id: cast.municipality.id, slug: 'home' }, 2, words, now);
    expect(text).toContain('SUMMARY:Vagt: owner');
    const uids = (file: string) => file.match(/UID:.*/g);
    expect(uids(text)).toContain(`UID:${layerId}-${new Date('2026-11-09T07:00:00Z').getTime()}@home.mottak`);
    expect(text.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
    const tomorrow = new Date('2026-11-05T12:00:00Z');
    expect(uids(await exportCalendar(db().prisma, { id: cast.municipality.id, slug: 'home' }, 2, words, tomorrow))).toEqual(uids(text));
    const { items, unread } = await previewImport(deps(), as, { text, layerId: null }, now);
    expect(unread).toEqual([]);
    expect(items.map((item) => [item.status, item.person, item.layer, item.from.toISOString()])).toEqual([
      ['add', 'owner', 'Vagt', '2026-11-04T12:00:00.000Z'],
      ['add', 'colleague', 'Vagt', '2026-11-09T07:00:00.000Z'],
      ['add', 'owner', 'Vagt', '2026-11-16T07:00:00.000Z'],
    ]);
  });

  it('refuses an empty file, one that is too long, a layer that is not there, and a caseworker', async () => {
    const { cast, as } = await place();
    const wrong = (input: { text: string; layerId: string | null }) => previewImport(deps(), as, input, now);
    await expect(wrong({ text: ' ', layerId: null })).rejects.toMatchObject({ fields: { text: 'required' } });
    await expect(wrong({ text: 'x'.repeat(1_000_001), layerId: null })).rejects.toMatchObject({ fields: { text: 'too-long' } });
    await expect(wrong({ text: 'x', layerId: cast.owner.id })).rejects.toMatchObject({ fields: { layerId: 'unknown' } });
    const caseworker = { ...as, role: 'caseworker' as const };
    await expect(importCalendar(deps(), caseworker, { text: file(), layerId: null }, now)).rejects.toMatchObject({ code: 'not-allowed' });
  });
});
