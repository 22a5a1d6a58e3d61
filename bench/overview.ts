import type pg from 'pg';
import { systemClock } from '@/lib/clock';
import { readCompliance } from '@/lib/health/compliance';
import { readOverview } from '@/lib/health/overview';
import { readLatenessHistory } from '@/lib/health/overview-history';
import { median, round, row } from './measure';
import { withDatabase } from './with-database';

const TURNS = 20;

/**
 * The overview, the history of lateness and a compliance report of twelve months, with 1,000 and with 100,000 reports of one
 * municipality over the last year: as many are open in both, as in an office that keeps up.
 */
export async function benchOverview(): Promise<void> {
  const times: Record<'overview' | 'history' | 'compliance', number>[] = [];
  for (const count of [1000, 100_000]) {
    await withDatabase(4, async ({ pool, prisma }) => {
      const municipality = await prisma.municipality.findFirstOrThrow({ where: { slug: 'lindevang' } });
      const now = systemClock();
      await fill(pool, municipality.id, count, now);
      const period = { from: isoMonth(now, -11), to: isoMonth(now, 0) };
      times.push({
        overview: await take(() => readOverview(pool, municipality.id, true, now, 168)),
        history: await take(() => readLatenessHistory(pool, municipality, 'week', now)),
        compliance: await take(() => readCompliance(pool, municipality, period, now)),
      });
    });
  }
  const [small, large] = times;
  if (!small || !large) return;
  for (const what of ['overview', 'history', 'compliance'] as const)
    row(what, { ms_with_1000: round(small[what]), ms_with_100000: round(large[what]), ratio: round(large[what] / small[what]) });
}

async function take(ask: () => Promise<unknown>): Promise<number> {
  for (let turn = 0; turn < 3; turn++) await ask();
  const taken: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const started = performance.now();
    await ask();
    taken.push(performance.now() - started);
  }
  return median(taken);
}

function isoMonth(now: Date, months: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 15)).toISOString().slice(0, 7);
}

/** Reports over the last year; the newest 300 are open, one in fifty was met late and one in two hundred is still not met. */
async function fill(pool: pg.Pool, municipalityId: string, count: number, now: Date): Promise<void> {
  await pool.query(REPORTS, [municipalityId, count, now]);
  await pool.query(DEADLINES, [municipalityId, now]);
  await pool.query('ANALYZE');
}

const REPORTS = `
  WITH n AS (
    SELECT i, gen_random_uuid() AS arrival_id, gen_random_uuid() AS report_id, $3::timestamptz - i * (interval '365 days' / $2::int) AS received_at,
      (SELECT id FROM unit WHERE municipality_id = $1::uuid ORDER BY name OFFSET i % 2 LIMIT 1) AS unit_id
    FROM generate_series(1, $2::int) AS i
  ), c AS (SELECT id FROM channel WHERE municipality_id = $1::uuid AND kind = 'email'), a AS (
    INSERT INTO arrival (id, municipality_id, channel_id, external_id, media_type, raw, size, sha256, envelope, received_at, received_at_source, stored_at)
    SELECT arrival_id, $1::uuid, c.id, 'fill-' || i, 'message/rfc822', 'x', 1, 'x', '{}', received_at, 'fill', received_at FROM n, c
  )
  INSERT INTO report (id, municipality_id, unit_id, arrival_id, channel_id, channel_kind, ref, receipt_code, country, received_at, stored_at,
    state, urgency, urgency_reasons, read_status, subject, flags, due_at)
  SELECT report_id, $1::uuid, unit_id, arrival_id, c.id, 'email', 'F-' || i, 'F-' || i, 'dk', received_at, received_at,
    (CASE WHEN i > 300 THEN 'assessed' WHEN i % 3 = 0 THEN 'acknowledged' ELSE 'unacknowledged' END)::report_state,
    (ARRAY['acute', 'high', 'normal', 'normal', 'normal', 'not_a_report']::urgency[])[1 + i % 6], '[]', 'read', 'Subject ' || i, '{}',
    CASE WHEN i > 300 THEN NULL ELSE received_at + interval '24 hours' END
  FROM n, c`;

const DEADLINES = `
  INSERT INTO deadline (id, report_id, rule, citation, old_citation, basis, certainty, from_event, applies_to, gates_queue, time_limit,
    started_at, due_at, last_day, shown_last_day, met_at)
  SELECT gen_random_uuid(), r.id, x.rule, 'x', 'x', 'statutory', 'V2', 'received', 'every', x.gates, x.time_limit::jsonb,
    r.received_at, r.received_at + x.span, to_char(r.received_at + x.span, 'YYYY-MM-DD'), to_char(r.received_at + x.span, 'YYYY-MM-DD'),
    CASE WHEN (x.gates AND r.state <> 'assessed') OR r.received_at + x.span * 0.4 > $2::timestamptz OR substr(r.ref, 3)::int % 200 = 7 THEN NULL
      WHEN substr(r.ref, 3)::int % 50 = 3 THEN r.received_at + x.span * 1.2 ELSE r.received_at + x.span * 0.4 END
  FROM report r, (VALUES
    ('dk.first-assessment', true, interval '24 hours', '{"unit":"hours","count":24}'),
    ('dk.confirm-receipt', false, interval '8 days', '{"unit":"weekdays","count":6,"reading":"mon-fri"}')
  ) AS x(rule, gates, span, time_limit)
  WHERE r.municipality_id = $1::uuid AND r.ref LIKE 'F-%'`;
