/**
 * SQL of the lateness history. $1 the municipality, $2 and $3 the first instant of each period and of the one after it, $4 now.
 * Periods come as instants, so that the calendar's arithmetic is done in one place; they are counted from 1.
 */

const PERIODS = 'unnest($2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY AS p(starts, ends, period)';

/**
 * Deadlines that fell due in their period; what fell away before it was due is not counted. OFFSET 0 keeps the planner at one range of
 * the index for each period, where it would read all deadlines that ever were.
 */
const fellDue = (only = 'true') => `
  FROM ${PERIODS}
  CROSS JOIN LATERAL (
    SELECT * FROM deadline d WHERE d.due_at >= p.starts AND d.due_at < p.ends AND d.due_at <= $4::timestamptz
      AND (d.lapsed_at IS NULL OR d.lapsed_at > d.due_at) AND ${only} OFFSET 0
  ) d
  JOIN report r ON r.id = d.report_id AND r.municipality_id = $1::uuid`;

/** By period and rule; by period alone (rule null); by rule alone (period null). */
const SETS = 'GROUP BY GROUPING SETS ((p.period, d.rule, d.basis), (p.period), (d.rule, d.basis))';

export const DUE = `
  SELECT p.period::int AS period, d.rule, d.basis, count(*)::int AS due ${fellDue()} ${SETS} ORDER BY d.basis, d.rule`;

/** Apart from the count of all, because a median needs its rows in order, and only the late ones have one. Seconds until met, or until now. */
export const LATE = `
  SELECT p.period::int AS period, d.rule, d.basis, count(*)::int AS late, (count(*) FILTER (WHERE d.met_at IS NULL))::int AS unmet,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM coalesce(d.met_at, $4::timestamptz) - d.due_at)::float8) AS "medianSeconds",
    max(extract(epoch FROM coalesce(d.met_at, $4::timestamptz) - d.due_at)::float8) AS "longestSeconds"
  ${fellDue('(d.met_at IS NULL OR d.met_at > d.due_at)')} ${SETS}`;

export const LATE_STEPS = `
  SELECT p.period::int AS period, count(*)::int AS count
  FROM ${PERIODS}
  JOIN escalation e ON e.late AND e.fired_at >= p.starts AND e.fired_at < p.ends AND e.fired_at <= $4::timestamptz
  JOIN report r ON r.id = e.report_id AND r.municipality_id = $1::uuid
  GROUP BY p.period`;

export const FAILED_NOTICES = `
  SELECT p.period::int AS period, count(*)::int AS count
  FROM ${PERIODS}
  JOIN notice n ON n.status = 'failed' AND n.created_at >= p.starts AND n.created_at < p.ends AND n.created_at <= $4::timestamptz
    AND n.municipality_id = $1::uuid
  GROUP BY p.period`;
