import { QUEUE_GROUPS, type QueueFilter, type QueueGroup } from '@/lib/domain/queue-order';
import { URGENCIES, type Urgency } from '@/lib/domain/report';

type OpenState = 'unacknowledged' | 'acknowledged';
type Run = { group: QueueGroup; urgency: Urgency; state: OpenState; alarm: boolean; due?: string };

/** Parameters of the SQL: $1 municipality or null for all, $2 now, $3 end of "soon", $4 rows a run gives, $5 who asks, $6 search. */
const OVERDUE = '<= $2::timestamptz';
const SOON = "BETWEEN $2::timestamptz + interval '1 millisecond' AND $3::timestamptz";
const LATER = '> $3::timestamptz';
const NOT_OVERDUE = '> $2::timestamptz';

const STATES: readonly OpenState[] = ['unacknowledged', 'acknowledged'];

function runsOf(group: QueueGroup, urgencies: readonly Urgency[], due: string): Run[] {
  const all = urgencies.flatMap((urgency) => STATES.map((state) => ({ group, urgency, state, alarm: false, due })));
  // Acute and unacknowledged has its own place on top, whatever its due instant.
  return all.filter(({ urgency, state }) => urgency !== 'acute' || state !== 'unacknowledged');
}

/** The queue as runs, each already in order in the index report_open_queue_idx; lib/domain/queue-order.ts says why they are these. */
const RUNS: readonly Run[] = [
  { group: 'now', urgency: 'acute', state: 'unacknowledged', alarm: false },
  ...URGENCIES.flatMap((urgency) => STATES.map((state) => ({ group: 'now' as const, urgency, state, alarm: true }))),
  ...runsOf('overdue', ['acute', 'high', 'normal', 'not_a_report'], OVERDUE),
  ...runsOf('soon', ['acute', 'high', 'normal'], SOON),
  ...runsOf('rest', ['acute', 'high', 'normal'], LATER),
  ...runsOf('not_a_report', ['not_a_report'], NOT_OVERDUE),
];

/** Case and accents as people write them, whatever the locale of the database; the two parameters follow those of the runs. */
const fold = (sql: string) => `lower(normalize(${sql}) COLLATE "und-x-icu")`;
/** Who has few reports finds them by their own indexes, and not by walking through everybody's. */
const MINE = ` AND r.id = ANY(ARRAY(SELECT id FROM report WHERE assigned_to_id = $5::uuid AND state <> 'assessed'
  UNION SELECT id FROM report WHERE acknowledged_by_id = $5::uuid AND state = 'acknowledged'))`;
/** The children are counted for each report that is looked at; as EXISTS they would be read for all reports that ever were. */
const FOUND = ` AND (strpos(${fold('r.ref')}, ${fold('$6::text')}) > 0 OR strpos(${fold('r.subject')}, ${fold('$6::text')}) > 0
  OR 0 < (SELECT count(*) FROM child c WHERE c.report_id = r.id AND strpos(${fold("coalesce(c.name, '')")}, ${fold('$6::text')}) > 0))`;

type Wanted = { filter: QueueFilter; search: boolean };

/**
 * SQL that gives the heads of the queue's runs (grp, urgency, state, due, received_at, id), at most $4 rows of each municipality and
 * run; so its cost depends on the page and not on how many reports there are. With a search every open report may be looked at.
 */
export function headsSql(wanted: Wanted): string {
  const heads = runsFor(wanted).map((run) => {
    const columns = `${QUEUE_GROUPS.indexOf(run.group)} AS grp, r.urgency, r.state, ${DUE} AS due, r.received_at, r.id`;
    return `(SELECT ${columns} FROM report r WHERE ${whereSql(run, wanted)} ORDER BY ${DUE}, r.received_at, r.id LIMIT $4::int)`;
  });
  return `SELECT run.* FROM municipality m CROSS JOIN LATERAL (${heads.join(' UNION ALL ')}) run WHERE ${GIVEN}`;
}

/** SQL that counts the reports of each part of the queue (grp, count), to $4 and no further. */
export function countsSql(wanted: Wanted): string {
  const runs = runsFor(wanted);
  const groups = [...new Set(runs.map(({ group }) => group))].map((group) => {
    const all = runs.filter((run) => run.group === group).map((run) => `SELECT FROM report r WHERE ${whereSql(run, wanted)}`);
    return `SELECT ${QUEUE_GROUPS.indexOf(group)} AS grp, (SELECT count(*)::int FROM (SELECT FROM municipality m
      CROSS JOIN LATERAL (${all.join(' UNION ALL ')}) run WHERE ${GIVEN} LIMIT $4::int) counted) AS count`;
  });
  return groups.join(' UNION ALL ');
}

/** As the index has it: reports in alarm are runs of their own, so that no run walks past those of another. */
const ALARM = '(CASE WHEN r.alarm_at IS NULL THEN 0 ELSE 1 END)';

const DUE = "COALESCE(r.due_at, 'infinity'::timestamptz)";

/** PostgreSQL wants to know the type of every parameter, also of those that a filter does not use. */
const GIVEN = '($1::uuid IS NULL OR m.id = $1::uuid) AND num_nonnulls($2::timestamptz, $3::timestamptz, $5::uuid, $6::text) >= 0';

function runsFor({ filter }: Wanted): Run[] {
  if (filter === 'unacknowledged') return RUNS.filter(({ state }) => state === 'unacknowledged');
  if (filter !== 'overdue') return [...RUNS];
  return RUNS.filter(({ group }) => group === 'now' || group === 'overdue').map((run) => ({ ...run, due: OVERDUE }));
}

function whereSql({ urgency, state, alarm, due }: Run, { filter, search }: Wanted): string {
  const run = `r.municipality_id = m.id AND r.urgency = '${urgency}' AND r.state = '${state}' AND r.state <> 'assessed' AND ${ALARM} = ${alarm ? 1 : 0}`;
  return run + (due ? ` AND ${DUE} ${due}` : '') + (filter === 'mine' ? MINE : '') + (search ? FOUND : '');
}
