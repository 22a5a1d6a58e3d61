import type pg from 'pg';

/** What kind of timers: how many reports with a ladder for each of these clocks, and when their next step comes, spread over a time. */
export type Timers = { reports: number; clocks: readonly string[]; from: Date /** Milliseconds. */; spread: number };

/** Puts reports with running ladders into a municipality, in SQL, since a million of them through the door would take an hour. */
export async function fillTimers(pool: pg.Pool, municipalityId: string, { reports, clocks, from, spread }: Timers): Promise<void> {
  // Longer than the pool's patience with one statement.
  const chunk = 50_000;
  for (let start = 0; start < reports; start += chunk)
    await pool.query(FILL, [municipalityId, Math.min(chunk, reports - start), from, spread, clocks, `${from.getTime()}-${start}`]);
  await pool.query('ANALYZE');
}

const FILL = `
  WITH n AS (
    SELECT i, gen_random_uuid() AS arrival_id, gen_random_uuid() AS report_id, $3::timestamptz + (i::float / $2) * $4 * interval '1 millisecond' AS step_at
    FROM generate_series(1, $2::int) AS i
  ), c AS (SELECT id FROM channel WHERE municipality_id = $1::uuid AND kind = 'email'), a AS (
    INSERT INTO arrival (id, municipality_id, channel_id, external_id, media_type, raw, size, sha256, envelope, received_at, received_at_source, stored_at)
    SELECT arrival_id, $1::uuid, c.id, 'timer-' || $6 || '-' || i, 'message/rfc822', 'x', 1, md5(arrival_id::text), '{}', step_at, 'fill', step_at FROM n, c
  ), r AS (
    INSERT INTO report (id, municipality_id, arrival_id, channel_id, channel_kind, ref, receipt_code, country, received_at, stored_at, urgency,
      urgency_reasons, read_status, subject, due_at)
    SELECT report_id, $1::uuid, arrival_id, c.id, 'email', 'T-' || $6 || '-' || i, 'T-' || $6 || '-' || i, 'dk', step_at - interval '10 minutes', step_at,
      'acute', '[]', 'read', 'Timer ' || i, step_at + interval '23 hours 50 minutes'
    FROM n, c
  ), l AS (
    INSERT INTO audit_entry (municipality_id, stream, report_id, at, actor, action, detail, previous_hash, hash)
    SELECT $1::uuid, report_id::text, report_id, step_at, 'system:email', 'report.received', '{}', md5(arrival_id::text), md5(report_id::text) FROM n
  ), d AS (
    INSERT INTO deadline (id, report_id, rule, citation, old_citation, basis, certainty, from_event, applies_to, gates_queue, started_at, due_at)
    SELECT gen_random_uuid(), report_id, clock, 'x', 'x', 'statutory', 'V1', 'received', 'every', true, step_at - interval '10 minutes', step_at + interval '23 hours 50 minutes'
    FROM n, unnest($5::text[]) AS clock WHERE clock <> 'acknowledge'
  )
  INSERT INTO ladder (report_id, municipality_id, clock, started_at, due_at, next_step, next_repeat, next_step_at)
  SELECT report_id, $1::uuid, clock, step_at - interval '10 minutes', step_at + interval '23 hours 50 minutes', 0, 0,
    CASE WHEN clock = 'acknowledge' THEN step_at ELSE step_at + interval '11 hours 50 minutes' END
  FROM n, unnest($5::text[]) AS clock`;
