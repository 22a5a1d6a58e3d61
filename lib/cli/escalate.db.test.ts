import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { EXIT, type Options } from './command-context';
import { escalateCommand } from './escalate';

const db = useTestDatabase();
const now = new Date('2026-12-20T10:00:00Z');

async function command(options: Options) {
  const [lines, messages]: [unknown[], string[]] = [[], []];
  const out = { print: (line: unknown) => void lines.push(line), complain: (message: string) => void messages.push(message) };
  const code = await escalateCommand({ ...db(), ...out, options, clock: fixedClock(now) });
  return { code, lines: JSON.parse(JSON.stringify(lines)), messages };
}

describe('mottak escalate --simulate', () => {
  it('prints a line for each step with whom it tells by which means, by the zone of the instant that was asked for', async () => {
    const { municipality } = await createCast(db());
    const at = '2026-12-24T02:00:00+01:00';
    const { code, lines } = await command({ simulate: true, municipality: municipality.slug, urgency: 'acute', at, hours: '1' });
    expect(code).toBe(EXIT.done);
    expect(lines[0]).toEqual({
      at: '2026-12-24T01:10:00.000Z',
      clock: 'acknowledge',
      step: 0,
      repeat: 0,
      tell: [{ name: 'duty', means: ['email'] }],
      problems: ['asleep'],
    });
    expect(lines.map((line: { at: string }) => line.at.slice(11, 16))).toEqual(['01:10', '01:30', '02:00']);
  });

  it('ends with 1 when a step reaches nobody', async () => {
    const { municipality } = await createCast(db());
    await db().prisma.staff.updateMany({ where: { municipalityId: municipality.id }, data: { active: false } });
    const { code, lines } = await command({ simulate: true, municipality: municipality.slug, urgency: 'high', hours: '2' });
    expect(code).toBe(EXIT.failed);
    expect(lines[0]).toMatchObject({ tell: [], problems: ['nobody-on-duty', 'reaches-nobody'] });
  });

  it('refuses an instant without its zone, an unknown urgency and hours out of range', async () => {
    const { municipality } = await createCast(db());
    const place = { simulate: true, municipality: municipality.slug, urgency: 'acute' };
    for (const wrong of [{ at: '2026-12-24T02:00:00' }, { urgency: 'soon' }, { hours: '0' }, { hours: '9999' }, { 'look-ahead': true }])
      expect((await command({ ...place, ...wrong })).code).toBe(EXIT.usage);
    expect((await command({ ...place, municipality: 'nowhere' })).code).toBe(EXIT.failed);
  });
});

describe('mottak escalate --look-ahead', () => {
  it('prints what the next 14 days lack, with the holidays by name, and ends with 1', async () => {
    const { municipality, dutyOfficer } = await createCast(db());
    const startsAt = new Date('2026-12-24T11:00:00Z');
    const endsAt = new Date('2026-12-25T11:00:00Z');
    await db().prisma.dutyAbsence.create({
      data: { municipalityId: municipality.id, staffId: dutyOfficer.id, startsAt, endsAt, createdAt: now },
    });
    const { code, lines } = await command({ 'look-ahead': true, municipality: municipality.slug });
    expect(code).toBe(EXIT.failed);
    expect(lines[0]).toEqual({
      finding: 'nobody-on-duty',
      severity: 'problem',
      person: null,
      layer: null,
      spans: [{ from: startsAt.toISOString(), to: endsAt.toISOString() }],
      holidays: [
        { day: '2026-12-24', name: 'Juleaftensdag' },
        { day: '2026-12-25', name: 'Juledag' },
      ],
    });
  });

  it('prints nothing and ends with 0 where nothing is lacking', async () => {
    const { municipality, dutyOfficer } = await createCast(db());
    await db().prisma.pushSubscription.create({
      data: { staffId: dutyOfficer.id, endpoint: `https://push.example/${dutyOfficer.id}`, p256dh: 'x', auth: 'x', createdAt: now },
    });
    expect(await command({ 'look-ahead': true, municipality: municipality.slug })).toEqual({ code: EXIT.done, lines: [], messages: [] });
  });
});
