import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { EXIT, type Options } from './command-context';
import { mailAddressesCommand } from './mail-addresses';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:00:00Z');

async function command(options: Options) {
  const [lines, messages]: [unknown[], string[]] = [[], []];
  const out = { print: (line: unknown) => void lines.push(line), complain: (message: string) => void messages.push(message) };
  const code = await mailAddressesCommand({ ...db(), ...out, options, clock: fixedClock(now) });
  return { code, lines, messages };
}

describe('mottak mail-addresses', () => {
  it('closes an address without forgetting it, opens it again, and the log has before and after', async () => {
    const { municipality } = await createCast(db());
    const [own = ''] = municipality.mailAddresses;
    const place = { municipality: municipality.slug };
    const { lines } = await command({
      ...place,
      close: [own.toUpperCase()],
      add: ['Mottak@Ny.example'],
      'old-domain': [`${municipality.slug}.example`],
    });
    expect(lines).toEqual([
      {
        municipality: municipality.slug,
        in_use: ['mottak@ny.example'],
        closed: [own],
        domains: ['ny.example'],
        old_domains: [`${municipality.slug}.example`],
      },
    ]);
    expect((await command(place)).lines).toEqual(lines);
    const again = await command({ ...place, add: [own] });
    expect(again.lines).toMatchObject([{ in_use: ['mottak@ny.example', own], closed: [], old_domains: [] }]);
    const trail = await db().prisma.auditEntry.findMany({ where: { municipalityId: municipality.id, action: 'mail-addresses.changed' } });
    expect(trail).toHaveLength(2);
  });

  it('what is no address changes nothing', async () => {
    const { municipality } = await createCast(db());
    expect(await command({ municipality: municipality.slug, add: ['nonsense'] })).toMatchObject({ code: EXIT.usage, lines: [] });
    expect(await command({ municipality: 'nowhere', add: ['a@b.example'] })).toMatchObject({ code: EXIT.failed, lines: [] });
    expect(await db().prisma.municipality.findUnique({ where: { id: municipality.id } })).toMatchObject({
      mailAddresses: municipality.mailAddresses,
    });
  });
});
