/** SQL of the auditor; $1 holds the ids of the reports of one batch. Each is answered by the index on the report. */

export const REPORTS = `
  SELECT r.id, r.municipality_id AS "municipalityId", r.ref, r.country::text, m.time_zone AS "timeZone", a.sha256,
    (SELECT l.policy_id FROM ladder l WHERE l.report_id = r.id ORDER BY (l.clock = 'acknowledge') DESC LIMIT 1) AS "policyId"
  FROM report r JOIN municipality m ON m.id = r.municipality_id JOIN arrival a ON a.id = r.arrival_id WHERE r.id = ANY($1::uuid[])`;

export const ENTRIES = `
  SELECT municipality_id AS "municipalityId", stream, report_id AS "reportId", at, actor, action, detail, previous_hash AS "previousHash", hash
  FROM audit_entry WHERE report_id = ANY($1::uuid[]) ORDER BY report_id, id`;

export const DEADLINES = `
  SELECT report_id AS "reportId", rule, from_event AS "fromEvent", time_limit AS "limit", applies_to AS "appliesTo", gates_queue AS "gatesQueue",
    started_at AS "startedAt", due_at AS "dueAt", met_at AS "metAt", lapsed_at AS "lapsedAt"
  FROM deadline WHERE report_id = ANY($1::uuid[])`;

export const LADDERS = `
  SELECT report_id AS "reportId", clock, round, next_step AS "nextStep", next_step_at AS "nextStepAt", stopped_at AS "stoppedAt"
  FROM ladder WHERE report_id = ANY($1::uuid[])`;

/** A notice counts as delivered only with a try that a provider took; notices from before tries were kept have none at all. */
export const STEPS = `
  SELECT e.report_id AS "reportId", e.clock, e.round, e.step, e.repeat, e.fired_at AS "firedAt",
    (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'who', coalesce(n.recipient_id::text, n.recipient_label, n.address), 'means', n.means,
        'settled', CASE
          WHEN n.status = 'not_needed' THEN 'not-needed'
          WHEN n.status = 'sent' AND (t.tries = 0 OR t.taken > 0) THEN 'delivered'
          ELSE 'waiting' END)), '[]')
      FROM notice_escalation ne JOIN notice n ON n.id = ne.notice_id
      CROSS JOIN LATERAL (
        SELECT count(*) AS tries, count(*) FILTER (WHERE outcome = 'sent') AS taken FROM notice_attempt a WHERE a.notice_id = n.id
      ) t WHERE ne.escalation_id = e.id) AS notices
  FROM escalation e WHERE e.report_id = ANY($1::uuid[]) ORDER BY e.fired_at`;
