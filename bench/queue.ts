import { systemClock } from '@/lib/clock';
import { queueQuery } from '@/lib/db/queue-query';
import { median, round, row } from './measure';
import { withDatabase } from './with-database';

const TURNS = 40;
const PAGE = 50;

/** The queue page's query with 1,000 and with 100,000 reports of one municipality, a tenth of them open, and then all of them open. */
export async function benchQueue(): Promise<void> {
  for (const openShare of [0.1, 1]) {
    const times: number[] = [];
    for (const count of [1000, 100_000]) {
      await withDatabase(4, async ({ pool, prisma }) => {
        const municipality = await prisma.municipality.findFirstOrThrow({ where: { slug: 'lindevang' } });
        await pool.query(FILL, [municipality.id, count, openShare, systemClock()]);
        await pool.query('ANALYZE');
        const page = () => queueQuery(prisma, { municipalityId: municipality.id, now: systemClock(), limit: PAGE });
        for (let turn = 0; turn < 5; turn++) await page();
        const taken: number[] = [];
        for (let turn = 0; turn < TURNS; turn++) {
          const started = performance.now();
          const { rows } = await page();
          taken.push(performance.now() - started);
          if (rows.length !== PAGE) throw new Error(`The page has ${rows.length} rows.`);
        }
        times.push(median(taken));
      });
    }
    const [small = 0, large = 0] = times;
    row('queue page', { open_share: openShare, ms_with_1000: round(small), ms_with_100000: round(large), ratio: round(large / small) });
  }
}

/** Reports as a municipality has them: urgencies, states and due times spread, the text left out. */
const FILL = `
  WITH n AS (
    SELECT i, gen_random_uuid() AS arrival_id, gen_random_uuid() AS report_id, $4::timestamptz - (i % 20000) * interval '1 minute' AS received_at,
      (i % 1000) < $3::float * 1000 AS open
    FROM generate_series(1, $2::int) AS i
  ), c AS (SELECT id FROM channel WHERE municipality_id = $1::uuid AND kind = 'email'), a AS (
    INSERT INTO arrival (id, municipality_id, channel_id, external_id, media_type, raw, size, sha256, envelope, received_at, received_at_source, stored_at)
    SELECT arrival_id, $1::uuid, c.id, 'fill-' || i, 'message/rfc822', 'x', 1, 'x', '{}', received_at, 'fill', received_at FROM n, c
  )
  INSERT INTO report (id, municipality_id, arrival_id, channel_id, channel_kind, ref, receipt_code, country, received_at, stored_at, state, urgency,
    urgency_reasons, read_status, subject, due_at)
  SELECT report_id, $1::uuid, arrival_id, c.id, 'email', 'F-' || i, 'F-' || i, 'dk', received_at, received_at,
    (CASE WHEN NOT open THEN 'assessed' WHEN i % 3 = 0 THEN 'acknowledged' ELSE 'unacknowledged' END)::report_state,
    (ARRAY['acute', 'high', 'normal', 'normal', 'normal', 'not_a_report']::urgency[])[1 + i % 6], '[]', 'read', 'Subject ' || i,
    received_at + interval '24 hours'
  FROM n, c`;
