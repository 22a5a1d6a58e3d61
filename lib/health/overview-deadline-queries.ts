/**
 * SQL on the deadlines that run: not met, not fallen away, with a due instant. $1 is the municipality; times come as arguments.
 * Whether the report is assessed does not matter: the notifier's confirmation, for one, is owed after that too (promise 5).
 */

/** Names the predicate of the partial index on running deadlines, so that met ones, however many, cost nothing. */
const RUNNING = 'd.due_at IS NOT NULL AND d.met_at IS NULL AND d.lapsed_at IS NULL';

/**
 * Running deadlines due after $2 and until $3, each with its report by key. OFFSET 0 keeps the planner from joining the other way
 * round, where it would read every report that ever was as soon as some hundred deadlines run.
 */
const running = (after: string, until: string) => `
  FROM (
    SELECT * FROM deadline d WHERE ${RUNNING} AND d.due_at <= ${until} ${after === '' ? '' : `AND d.due_at > ${after}`} ORDER BY d.due_at, d.report_id, d.rule OFFSET 0
  ) d
  CROSS JOIN LATERAL (SELECT * FROM report r WHERE r.id = d.report_id AND r.municipality_id = $1::uuid OFFSET 0) r`;

/** For each unit with overdue deadlines: how many, the earliest, and how many reports owe a duty that holds no report in the queue. */
export const OVERDUE_BY_UNIT = `
  SELECT r.unit_id AS "unitId", count(*)::int AS count, min(d.due_at) AS oldest,
    (count(DISTINCT r.id) FILTER (WHERE NOT d.gates_queue))::int AS "withDuty"
  ${running('', '$2::timestamptz')} GROUP BY r.unit_id`;

export const DUE_SOON_COUNT = `
  SELECT count(DISTINCT r.id)::int AS count ${running('$2::timestamptz', '$3::timestamptz')}`;

/**
 * Deadlines due after $2 and until $3, the earliest first, at most $4 of them; $5: whether those that hold the report in the queue
 * (true), the other duties (false), or all (null).
 */
export const DEADLINES = `
  SELECT r.ref, r.urgency, r.state, d.rule, d.citation, d.basis, d.due_at AS "dueAt",
    (SELECT s.name FROM staff s WHERE s.id = coalesce(r.acknowledged_by_id, r.assigned_to_id, r.assessed_by_id)) AS holder
  ${running('$2::timestamptz', '$3::timestamptz')}
  WHERE $5::boolean IS NULL OR d.gates_queue = $5
  ORDER BY d.due_at, d.report_id, d.rule LIMIT $4`;

/** The marks of the time line: deadlines due after $2 and until $3, the earliest first, at most $4; the last column counts all of them. */
export const MARKS = `
  SELECT r.ref, r.unit_id AS "unitId", r.state, d.rule, d.basis, d.due_at AS "dueAt", (count(*) OVER ())::int AS total
  ${running('$2::timestamptz', '$3::timestamptz')}
  ORDER BY d.due_at, d.report_id, d.rule LIMIT $4`;

/** Units in the order of their names. */
export const UNIT_NAMES = 'SELECT id, name FROM unit WHERE municipality_id = $1::uuid ORDER BY name, id';
