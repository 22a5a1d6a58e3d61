import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { childEnv } from '@/lib/env';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { EXIT, type Options } from './command-context';
import { deadlinesCommand, municipalityDeadlinesCommand } from './deadlines';

const run = promisify(execFile);
const db = useTestDatabase();
const received = '2026-04-01T10:00:00+02:00';

type Line = { rule: string; basis: string; due_at: Date | string | null; last_day: string | null; shown_last_day: string | null };

function listen() {
  const [lines, messages]: [Line[], string[]] = [[], []];
  return {
    lines,
    messages,
    print: (line: unknown) => void lines.push(line as Line),
    complain: (message: string) => void messages.push(message),
  };
}

const ask = (options: Options) => {
  const { lines, messages, ...out } = listen();
  return { code: deadlinesCommand({ ...out, options }), lines, messages };
};

const askMunicipality = async (options: Options) => {
  const { lines, messages, ...out } = listen();
  return { code: await municipalityDeadlinesCommand({ ...db(), ...out, options, clock: systemClock }), lines, messages };
};

const lastDays = (lines: Line[]) => Object.fromEntries(lines.map((line) => [line.rule, [line.last_day, line.shown_last_day]]));

describe('mottak deadlines', () => {
  it.each(['UTC', 'America/New_York', 'Pacific/Kiritimati'])('says the same on a machine in %s, with no database to be had', async (TZ) => {
    const words = ['deadlines', '--country', 'dk', '--received', received];
    const env = childEnv({ TZ, DATABASE_URL: 'postgresql://nobody:x@127.0.0.1:1/nowhere' });
    const { stdout, stderr } = await run(process.execPath, ['--import', 'tsx', 'scripts/mottak.ts', ...words], { env });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(stderr).toBe('');
    expect(lines[1]).toEqual({
      rule: 'dk.confirm-receipt',
      citation: 'Barnets lov § 138, stk. 1',
      old_citation: 'Serviceloven § 155 b, stk. 1',
      basis: 'statutory',
      certainty: 'V2',
      from: 'received',
      applies_to: 'every',
      due_at: '2026-04-14T21:59:59.000Z',
      last_day: '2026-04-14',
      shown_last_day: '2026-04-11',
    });
    expect(lines.map(({ rule, due_at }) => [rule, due_at])).toEqual([
      ['dk.first-assessment', '2026-04-02T08:00:00.000Z'],
      ['dk.confirm-receipt', '2026-04-14T21:59:59.000Z'],
      ['dk.feedback', null],
      ['dk.reassessment', null],
      ['dk.child-interview', null],
    ]);
  });

  it('counts Saturdays when asked to', () => {
    const { code, lines } = ask({ country: 'dk', received, 'weekday-reading': 'mon-sat' });
    expect([code, lastDays(lines)['dk.confirm-receipt']]).toEqual([EXIT.done, ['2026-04-11', '2026-04-11']]);
  });

  it('gives Norway’s limits from receipt, and no instant for what starts later', () => {
    expect(lastDays(ask({ country: 'no', received: '2026-04-01T08:00Z' }).lines)).toEqual({
      'no.immediate': ['2026-04-01', '2026-04-01'],
      'no.review': ['2026-04-08', '2026-04-08'],
      'no.confirm-receipt': ['2026-04-22', '2026-04-22'],
      'no.investigation': ['2026-07-08', '2026-07-08'],
      'no.investigation-extended': ['2026-10-08', '2026-10-08'],
      'no.feedback': [null, null],
    });
  });

  it.each([
    ['another country', { country: 'fi', received }],
    ['no country', { received }],
    ['no instant', { country: 'dk' }],
    ['an instant without a zone', { country: 'dk', received: '2026-04-01T10:00:00' }],
    ['a day that does not exist', { country: 'dk', received: '2026-02-30T10:00:00Z' }],
    ['another way to read weekdays', { country: 'dk', received, 'weekday-reading': 'sun' }],
  ])('%s is wrong use: a message and nothing else', (_, options) => {
    const { code, lines, messages } = ask(options);
    expect([code, lines, messages.length]).toEqual([EXIT.usage, [], 1]);
  });

  it('for a municipality counts as that municipality does', async () => {
    const { municipality } = await createCast(db(), 'dk');
    const lawSettings = { weekdayReading: 'mon-sat', targets: { 'dk.reassessment': { unit: 'days', count: 3 } } };
    await db().prisma.municipality.update({ where: { id: municipality.id }, data: { lawSettings } });
    const { code, lines } = await askMunicipality({ municipality: municipality.slug, received });
    expect([code, lastDays(lines)['dk.confirm-receipt']]).toEqual([EXIT.done, ['2026-04-11', '2026-04-11']]);
    // Its clock starts when somebody states that the child has measures, and not with the receipt.
    expect(lines.find(({ rule }) => rule === 'dk.reassessment')).toMatchObject({ basis: 'target', last_day: null });
    expect((await askMunicipality({ municipality: municipality.slug, country: 'se', received })).code).toBe(EXIT.usage);
    expect((await askMunicipality({ municipality: municipality.slug })).code).toBe(EXIT.usage);
    expect((await askMunicipality({ municipality: 'nowhere', received })).code).toBe(EXIT.failed);
  });
});
