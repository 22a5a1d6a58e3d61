import { addDays, addMilliseconds, addSeconds, differenceInMilliseconds } from 'date-fns';
import { systemClock } from '@/lib/clock';
import { sweep } from '@/lib/deadlines/sweep';
import { receiveReport } from '@/lib/intake/receive-report';
import { repeat } from '@/lib/jobs/handlers/repeat';
import { SWEEP_MS } from '@/lib/jobs/handlers/run-loops';
import { makeBenchMail } from './bench-mail';
import { fillTimers } from './fill-timers';
import { median, percentile, round, row, throughput } from './measure';
import { withDatabase } from './with-database';

const CLOCKS = ['acknowledge', 'dk.first-assessment'];

/** The sweep: with nothing due, with everything due at once, and how late it is while intake goes on. */
export async function benchTimers(): Promise<void> {
  await benchIdle();
  for (const outage of [false, true]) await benchDueAtOnce(outage);
  await benchLateness();
}

type Given = Parameters<Parameters<typeof withDatabase>[1]>[0];

const depsOf = ({ prisma, pool, door }: Given) => ({ prisma, pool, jobs: door.jobs, notifyChange: () => undefined });
const place = ({ prisma }: Given) => prisma.municipality.findFirstOrThrow({ where: { slug: 'lindevang' } });

/** A sweep that finds nothing to do, with a thousand and with a million timers that lie ahead. */
async function benchIdle(): Promise<void> {
  const taken: number[] = [];
  for (const timers of [1000, 1_000_000])
    await withDatabase(4, async (given) => {
      const { id } = await place(given);
      await fillTimers(given.pool, id, {
        reports: timers / CLOCKS.length,
        clocks: CLOCKS,
        from: addDays(systemClock(), 1),
        spread: 3_600_000,
      });
      const times: number[] = [];
      for (let turn = 0; turn < 60; turn++) {
        const started = performance.now();
        const { fired } = await sweep(depsOf(given), systemClock());
        if (fired > 0) throw new Error('Nothing was due.');
        if (turn >= 10) times.push(performance.now() - started);
      }
      taken.push(median(times));
    });
  const [small = 0, large = 0] = taken;
  row('idle sweep', { ms_with_1000_timers: round(small), ms_with_1000000_timers: round(large), ratio: round(large / small) });
}

const DUE = 10_000;

/** All due at once: on time, and after an outage, until every step is recorded and every notice is queued; as a ratio to raw transactions. */
async function benchDueAtOnce(outage: boolean): Promise<void> {
  await withDatabase(1, async (given) => {
    const { id } = await place(given);
    const from = systemClock();
    await fillTimers(given.pool, id, { reports: DUE, clocks: ['acknowledge'], from, spread: 0 });
    await given.pool.query('CREATE TABLE raw_timer (id bigserial PRIMARY KEY, report_id uuid NOT NULL, at timestamptz NOT NULL)');
    const insert = () =>
      given.pool.query({ name: 'raw', text: 'INSERT INTO raw_timer (report_id, at) VALUES ($1, $2)', values: [id, from] });
    await throughput(500, 1, insert);
    const raw = DUE / (await throughput(DUE, 1, insert));
    const started = performance.now();
    const { fired, failed } = await sweep(depsOf(given), outage ? addSeconds(from, 900) : from);
    const seconds = (performance.now() - started) / 1000;
    if (fired !== DUE || failed > 0) throw new Error(`${fired} steps fired and ${failed} failed.`);
    const notices = await given.prisma.notice.count();
    const { rows } = await given.pool.query("SELECT count(*)::int AS count FROM pgboss.job WHERE name LIKE 'send-notice%'");
    if (rows[0].count !== notices) throw new Error(`${notices} notices have ${rows[0].count} jobs.`);
    row(outage ? 'timers due after an outage' : 'timers due at once', {
      timers: DUE,
      notices,
      seconds: round(seconds),
      raw_transactions_seconds: round(raw),
      ratio: round(seconds / raw),
    });
  });
}

const OPEN = 100_000;
const FALLING_DUE = 4000;
const SECONDS = 40;

/** How late a timer fires while a hundred thousand others wait and reports come in by the door as fast as two senders can. */
async function benchLateness(): Promise<void> {
  await withDatabase(8, async (given) => {
    const { id } = await place(given);
    await fillTimers(given.pool, id, { reports: OPEN / CLOCKS.length, clocks: CLOCKS, from: addDays(systemClock(), 1), spread: 3_600_000 });
    const from = addSeconds(systemClock(), 5);
    await fillTimers(given.pool, id, { reports: FALLING_DUE, clocks: ['acknowledge'], from, spread: SECONDS * 1000 });
    const stop = new AbortController();
    const until = addSeconds(from, SECONDS + 2 * (SWEEP_MS / 1000));
    const sweeping = repeat('sweep', SWEEP_MS, async () => void (await sweep(depsOf(given), systemClock())), stop.signal);
    const stored = await Promise.all([0, 1].map((lane) => receiveUntil(given, id, lane, until)));
    stop.abort();
    await sweeping;
    const { rows } = await given.pool.query<{ late: number }>(
      `SELECT extract(epoch FROM e.fired_at - e.due_at)::float * 1000 AS late FROM escalation e JOIN report r ON r.id = e.report_id
       WHERE r.subject LIKE 'Timer %' AND e.step = 0`,
    );
    if (rows.length !== FALLING_DUE) throw new Error(`${rows.length} of ${FALLING_DUE} timers fired.`);
    const late = rows.map((one) => one.late);
    row('lateness of a timer', {
      open_timers: OPEN,
      timers: FALLING_DUE,
      reports_per_second_meanwhile: round(stored.reduce((sum, count) => sum + count, 0) / (differenceInMilliseconds(until, from) / 1000)),
      sweep_every_ms: SWEEP_MS,
      ms_p50: round(percentile(late, 0.5)),
      ms_p999: round(percentile(late, 0.999)),
      ms_max: round(Math.max(...late)),
    });
  });
}

async function receiveUntil({ door }: Given, municipalityId: string, lane: number, until: Date): Promise<number> {
  let count = 0;
  for (let now = systemClock(); now < until; now = systemClock()) {
    await receiveReport(door, makeBenchMail(municipalityId, `load-${lane}-${count}`, addMilliseconds(now, -1)), now);
    count += 1;
  }
  return count;
}
