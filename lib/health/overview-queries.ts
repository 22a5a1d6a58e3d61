/**
 * SQL of the overview. $1 is the municipality; times come as arguments. Every query that reads reports names the predicate of
 * the partial index on open reports, so assessed ones, however many, cost nothing.
 */

export const UNITS = `
  WITH open AS (
    SELECT unit_id, count(*)::int AS open,
      (count(*) FILTER (WHERE state = 'unacknowledged'))::int AS unacknowledged,
      (count(*) FILTER (WHERE due_at <= $2::timestamptz))::int AS overdue
    FROM report WHERE municipality_id = $1::uuid AND state <> 'assessed' GROUP BY unit_id
  )
  SELECT u.name, coalesce(o.open, 0) AS open, coalesce(o.unacknowledged, 0) AS unacknowledged, coalesce(o.overdue, 0) AS overdue
  FROM unit u LEFT JOIN open o ON o.unit_id = u.id WHERE u.municipality_id = $1::uuid
  UNION ALL SELECT NULL, open, unacknowledged, overdue FROM open WHERE unit_id IS NULL
  ORDER BY name NULLS LAST`;

export const CHANNELS = `
  SELECT c.kind, c.name, c.last_checked_at AS "lastCheckedAt", c.last_error AS "lastError", c.last_error_at AS "lastErrorAt",
    (SELECT count(*)::int FROM arrival a WHERE a.channel_id = c.id AND a.stored_at > $2::timestamptz - interval '24 hours') AS "lastDay",
    (SELECT count(*)::int FROM arrival a WHERE a.channel_id = c.id AND a.stored_at > $2::timestamptz - interval '168 hours') AS "lastWeek",
    (SELECT max(a.stored_at) FROM arrival a WHERE a.channel_id = c.id) AS "lastArrivalAt"
  FROM channel c WHERE c.municipality_id = $1::uuid ORDER BY c.kind, c.name`;

/** Folders of mailboxes: what keeps one from being read, or what somebody did to it since $2; mails that lay there and were not taken. */
export const MAILBOX_FOLDERS = `
  SELECT f.mailbox, f.folder, f.polled_at AS "polledAt", f.on_server AS "onServer",
    coalesce(f.problem, CASE WHEN f.notice_at > $2::timestamptz THEN f.notice END) AS problem,
    (SELECT p.on_server - p.taken FROM mailbox_poll p WHERE p.folder_id = f.id ORDER BY p.at DESC, p.id DESC LIMIT 1) AS waiting
  FROM mailbox_folder f WHERE f.municipality_id = $1::uuid ORDER BY f.mailbox, f.folder`;

/** Reports that nobody has acknowledged, the oldest first, each with the steps of its present round, a repeated one as it was last, and who was told. */
export const UNACKNOWLEDGED = `
  SELECT r.ref, r.urgency, r.received_at AS "receivedAt", a.name AS "assignedTo", r.country,
    l.policy_id AS "policyId", l.next_step AS "nextStep", l.next_step_at AS "nextStepAt",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('step', e.step, 'repeat', e.repeat, 'name', e.name, 'firedAt', e.fired_at, 'late', e.late, 'told', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', coalesce(s.name, n.recipient_label), 'means', n.means, 'status', n.status, 'sentAt', n.sent_at) ORDER BY n.created_at, n.id), '[]')
        FROM notice_escalation ne JOIN notice n ON n.id = ne.notice_id LEFT JOIN staff s ON s.id = n.recipient_id
        WHERE ne.escalation_id = e.id)) ORDER BY e.step, e.repeat), '[]')
      FROM (SELECT DISTINCT ON (step) * FROM escalation WHERE report_id = r.id AND clock = 'acknowledge' AND round = l.round
        ORDER BY step, repeat DESC) e) AS steps
  FROM report r LEFT JOIN ladder l ON l.report_id = r.id AND l.clock = 'acknowledge' LEFT JOIN staff a ON a.id = r.assigned_to_id
  WHERE r.municipality_id = $1::uuid AND r.state = 'unacknowledged' AND r.state <> 'assessed'
  ORDER BY r.received_at, r.id LIMIT $2`;

/** Steps of ladders that were due before $2 and did not fire: the worker's own heartbeat may look well while its sweep does not. */
export const LATE_STEPS = `
  SELECT count(*)::int AS count, min(next_step_at) AS oldest FROM ladder
  WHERE next_step_at <= $2::timestamptz AND municipality_id = $1::uuid`;

/** A notice that was given up counts for as long as its clock runs; a digest or a test does not. */
export const UNSENT_NOTICES = `
  SELECT (count(*) FILTER (WHERE last_error IS NULL))::int AS queued, (count(*) FILTER (WHERE last_error IS NOT NULL))::int AS failing, min(created_at) AS oldest
  FROM notice WHERE municipality_id = $1::uuid AND status IN ('queued', 'sending', 'failed')
    AND (status <> 'failed' OR EXISTS (
      SELECT 1 FROM notice_escalation ne JOIN escalation e ON e.id = ne.escalation_id JOIN report r ON r.id = e.report_id
      WHERE ne.notice_id = notice.id AND CASE WHEN e.clock = 'acknowledge' THEN r.state = 'unacknowledged' ELSE EXISTS (
        SELECT 1 FROM deadline d WHERE d.report_id = r.id AND d.rule = e.clock AND d.met_at IS NULL AND d.lapsed_at IS NULL) END))`;

export const HEARTBEAT = `SELECT at, started_at AS "startedAt" FROM heartbeat WHERE name = $1`;
