import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { receiveAt, standStill, stepDeps } from '@/lib/testing/engine';
import { type Cast, createCast, useTestDatabase } from '@/lib/testing/test-database';
import { sweep } from './sweep';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const due = new Date('2026-11-03T10:00:00Z');

/** Processes are started ahead, since starting one takes longer than its sweep. */
const AHEAD = 2;
const waiting: ChildProcess[] = [];
function start(): ChildProcess {
  const script = path.resolve('lib/testing/killed-sweep.ts');
  return spawn(process.execPath, ['--import', 'tsx', script, db().url, due.toISOString()], { stdio: ['pipe', 'pipe', 'ignore'] });
}
afterAll(() => waiting.forEach((child) => void child.kill('SIGKILL')));
beforeEach(() => standStill(db()));

/** Sweeps in another process that is killed before its statement `number`. @returns the signal that ended it, or how many statements it made */
async function sweepKilledBefore(number: number): Promise<'SIGKILL' | number> {
  while (waiting.length < AHEAD) waiting.push(start());
  const child = waiting.shift() as ChildProcess;
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  lines.on('line', (line) => said.push(line));
  const ended = once(child, 'close');
  await vi.waitFor(() => expect(said).toContain('ready'), { timeout: 60_000 });
  child.stdin?.write(`${number}\n`);
  const [code, signal] = await ended;
  if (signal === 'SIGKILL') return 'SIGKILL';
  expect(code).toBe(0);
  return Number(said.at(-1)?.split(' ')[1]);
}

/** Each step's clock, number and repetition, with everybody who is told of it and by what; in a form that shows one that is there twice. */
async function whatWasTold(reportId: string, cast: Cast): Promise<string[]> {
  const names = new Map(Object.entries(cast).map(([name, one]) => [one.id, name]));
  const steps = await db().prisma.escalation.findMany({ where: { reportId }, include: { notices: { include: { notice: true } } } });
  return steps
    .flatMap(({ clock, step, repeat, notices }) => [
      `${clock} ${step}.${repeat}`,
      ...notices.map(({ notice }) => `${clock} ${step}.${repeat} to ${names.get(notice.recipientId ?? '')} by ${notice.means}`),
    ])
    .sort();
}

const told = (step: string, ...people: string[]) => [step, ...people.map((person) => `${step} to ${person} by email`)];
/** A report that nobody touched for a day: six steps were missed, two come on time. */
const EXPECTED = [
  ...told('acknowledge 0.0', 'dutyOfficer'),
  ...told('acknowledge 1.0', 'dutyOfficer', 'supervisor'),
  ...told('acknowledge 2.0', 'dutyOfficer', 'supervisor'),
  ...told('acknowledge 3.0', 'supervisor', 'administrator'),
  ...told('dk.first-assessment 0.0', 'dutyOfficer'),
  ...told('dk.first-assessment 1.0', 'dutyOfficer'),
  ...told('dk.first-assessment 2.0', 'dutyOfficer', 'supervisor'),
  ...told('dk.first-assessment 3.0', 'dutyOfficer', 'supervisor', 'administrator'),
].sort();

async function isAllThere(reportId: string, cast: Cast): Promise<void> {
  expect(await whatWasTold(reportId, cast)).toEqual(EXPECTED);
  expect(await db().prisma.owedNotice.count()).toBe(0);
  const { rows } = await db().pool.query(
    `SELECT count(*)::int AS notices, count(j.id)::int AS jobs FROM notice n LEFT JOIN pgboss.job j ON j.singleton_key = n.id::text
     WHERE n.municipality_id = $1`,
    [cast.municipality.id],
  );
  expect(rows[0].jobs).toBe(rows[0].notices);
}

describe('a sweep that is killed', () => {
  it('between any two of its statements has lost no step and no notice when the next one has run, and made none twice', async () => {
    let statements = 0;
    for (let number = 1; statements === 0; number += 1) {
      const cast = await createCast(db());
      const reportId = await receiveAt(db(), cast.municipality.id, received);
      const result = await sweepKilledBefore(number);
      if (result !== 'SIGKILL') statements = result;
      // The server lets go of the killed process's locks when it notices that it is gone.
      await vi.waitFor(
        async () => {
          await sweep(stepDeps(db()), due);
          await isAllThere(reportId, cast);
        },
        { timeout: 20_000 },
      );
    }
    expect(statements).toBeGreaterThan(20);
  }, 400_000);

  it('while others sweep: four at once, one of them killed in the middle, and each step and notice is there once', async () => {
    const casts = await Promise.all(Array.from({ length: 6 }, () => createCast(db())));
    const reports: string[] = [];
    for (const { municipality } of casts) reports.push(await receiveAt(db(), municipality.id, received));
    const killed = sweepKilledBefore(9);
    await Promise.all([killed, ...Array.from({ length: 3 }, () => sweep(stepDeps(db()), due))]);
    await vi.waitFor(
      async () => {
        await sweep(stepDeps(db()), due);
        for (const [index, cast] of casts.entries()) await isAllThere(reports[index] ?? '', cast);
      },
      { timeout: 20_000 },
    );
  }, 120_000);
});
