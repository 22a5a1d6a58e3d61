import { systemClock } from '@/lib/clock';
import { receiveReport } from '@/lib/intake/receive-report';
import { BENCH_BYTES, makeBenchMail } from './bench-mail';
import { median, round, row, throughput } from './measure';
import { withDatabase } from './with-database';

const ROUNDS = 5;
const COUNT = 1500;

/**
 * Durable intake through the one door, as a ratio to a raw INSERT of the same bytes with its commit, on the same database,
 * with as many connections, in the same run. The two take turns, so that a drifting machine hits both.
 */
export async function benchIntake(): Promise<void> {
  for (const lanes of [1, 8])
    await withDatabase(lanes, async ({ door, pool, prisma }) => {
      const municipality = await prisma.municipality.findFirstOrThrow({ where: { slug: 'lindevang' } });
      await pool.query('CREATE TABLE raw_insert (id bigserial PRIMARY KEY, raw bytea NOT NULL)');
      let external = 0;
      const insert = () => pool.query({ name: 'raw-insert', text: 'INSERT INTO raw_insert (raw) VALUES ($1)', values: [BENCH_BYTES] });
      const receive = () => receiveReport(door, makeBenchMail(municipality.id, `bench-${external++}`, systemClock()), systemClock());
      await throughput(200, lanes, insert);
      await throughput(200, lanes, receive);
      const pairs: { raw: number; door: number }[] = [];
      for (let turn = 0; turn < ROUNDS; turn++)
        pairs.push({ raw: await throughput(COUNT, lanes, insert), door: await throughput(COUNT, lanes, receive) });
      row('intake through receiveReport', {
        connections: lanes,
        bytes: BENCH_BYTES.length,
        raw_insert_per_second: round(median(pairs.map((pair) => pair.raw))),
        door_per_second: round(median(pairs.map((pair) => pair.door))),
        ratio: round(median(pairs.map((pair) => pair.door / pair.raw))),
      });
    });
}
