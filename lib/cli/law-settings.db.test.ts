import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { EXIT, type Options } from './command-context';
import { lawSettingsCommand } from './law-settings';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:00:00Z');

async function command(options: Options) {
  const [lines, messages]: [unknown[], string[]] = [[], []];
  const out = { print: (line: unknown) => void lines.push(line), complain: (message: string) => void messages.push(message) };
  const code = await lawSettingsCommand({ ...db(), ...out, options, clock: fixedClock(now) });
  return { code, lines, messages };
}

describe('mottak law-settings', () => {
  it('changes what it is told to, keeps the rest, and the log has both', async () => {
    const { municipality } = await createCast(db(), 'no');
    const place = { municipality: municipality.slug };
    await command({ ...place, target: ['no.immediate=4h', 'dk.feedback=none'] });
    const { lines } = await command({ ...place, 'weekday-reading': 'mon-sat' });
    const targets = { 'no.immediate': { unit: 'hours', count: 4 }, 'dk.feedback': null };
    expect(lines).toEqual([{ municipality: municipality.slug, weekday_reading: 'mon-sat', targets }]);
    expect((await command(place)).lines).toEqual(lines);
    const trail = await db().prisma.auditEntry.findMany({ where: { municipalityId: municipality.id }, orderBy: { id: 'asc' } });
    expect(trail.map(({ action, at }) => [action, at])).toEqual([
      ['law-settings.changed', now],
      ['law-settings.changed', now],
    ]);
    expect(trail[1]?.detail).toEqual({
      before: { weekdayReading: 'mon-fri', targets },
      after: { weekdayReading: 'mon-sat', targets },
    });
  });

  it('refuses to move a limit of the act, an unknown rule, and what is no limit', async () => {
    const { municipality } = await createCast(db(), 'no');
    for (const target of ['no.review=9w', 'no.such-rule=1d', 'no.immediate=soon', 'no.immediate', 'no.immediate=0h']) {
      const { code, lines } = await command({ municipality: municipality.slug, target: [target] });
      expect([target, code, lines]).toEqual([target, EXIT.usage, []]);
    }
    expect((await command({ municipality: 'nowhere' })).code).toBe(EXIT.failed);
    expect((await command({})).code).toBe(EXIT.usage);
    expect((await db().prisma.municipality.findUniqueOrThrow({ where: { id: municipality.id } })).lawSettings).toEqual({});
  });
});
