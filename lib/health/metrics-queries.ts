/**
 * SQL of the metrics; $1 is now. Each part is answered by an index that holds only what is open or of the last day, so a scrape
 * costs the same however many reports were ever assessed.
 */

export const REPORTS = `
  SELECT m.slug AS municipality, coalesce(u.name, '') AS unit, o.open, o.unacknowledged, o.overdue
  FROM (
    SELECT municipality_id, unit_id, count(*)::int AS open, (count(*) FILTER (WHERE state = 'unacknowledged'))::int AS unacknowledged,
      (count(*) FILTER (WHERE due_at <= $1::timestamptz))::int AS overdue
    FROM report WHERE state <> 'assessed' GROUP BY municipality_id, unit_id
  ) o JOIN municipality m ON m.id = o.municipality_id LEFT JOIN unit u ON u.id = o.unit_id`;

export const CHANNELS = `
  SELECT m.slug AS municipality, c.kind::text, c.name, (c.last_error IS NOT NULL)::int AS failing,
    (SELECT count(*)::int FROM arrival a WHERE a.channel_id = c.id AND a.stored_at > $1::timestamptz - interval '1 hour') AS hour,
    (SELECT count(*)::int FROM arrival a WHERE a.channel_id = c.id AND a.stored_at > $1::timestamptz - interval '24 hours') AS day,
    extract(epoch FROM $1::timestamptz - (SELECT max(a.stored_at) FROM arrival a WHERE a.channel_id = c.id))::float8 AS age
  FROM channel c JOIN municipality m ON m.id = c.municipality_id`;

export const NOTICES = `
  SELECT means::text, status::text, count(*)::int AS count FROM (
    SELECT means, status FROM notice WHERE status IN ('queued', 'sending')
    UNION ALL SELECT means, status FROM notice WHERE status IN ('sent', 'failed', 'not_needed') AND created_at > $1::timestamptz - interval '24 hours'
  ) n GROUP BY 1, 2`;

export const ALARMS = `
  SELECT coalesce(m.slug, '') AS municipality, a.code, a.severity::text, count(*)::int AS count
  FROM alarm a LEFT JOIN municipality m ON m.id = a.municipality_id WHERE a.cleared_at IS NULL GROUP BY 1, 2, 3`;

/** Ages in seconds; null where there is nothing to have an age. */
export const AGES = `
  SELECT
    (SELECT extract(epoch FROM $1::timestamptz - at)::float8 FROM heartbeat WHERE name = $2) AS worker,
    (SELECT extract(epoch FROM greatest($1::timestamptz - min(next_step_at), interval '0'))::float8 FROM ladder WHERE next_step_at IS NOT NULL) AS sweep,
    (SELECT extract(epoch FROM $1::timestamptz - min(created_at))::float8 FROM notice WHERE status IN ('queued', 'sending')) AS notice,
    (SELECT extract(epoch FROM $1::timestamptz - min(stored_at))::float8 FROM report WHERE read_status = 'pending') AS unread,
    r.age AS audit, r.checked, r.findings, r.complete::int AS complete
  FROM (SELECT 1) AS one LEFT JOIN LATERAL (
    SELECT extract(epoch FROM $1::timestamptz - started_at)::float8 AS age, checked, findings, complete FROM audit_run
    WHERE municipality_id IS NULL AND ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1
  ) r ON true`;
