import { addHours } from 'date-fns';
import { DUE_SOON_HOURS, QUEUE_GROUPS, type QueueFilter, type QueueGroup } from '@/lib/domain/queue-order';
import type { ChannelKind, Country, ReadStatus, ReportState, Urgency, UrgencyReason } from '@/lib/domain/report';
import type { Db } from './client';
import { countsSql, headsSql } from './queue-runs';

export type QueueOptions = {
  /** Left out: all municipalities. */
  municipalityId?: string;
  now: Date;
  /** null: the whole queue. */
  limit: number | null;
  offset?: number;
  filter?: QueueFilter;
  /** Whose reports the filter "mine" shows. */
  staffId?: string;
  /** A part of a reference, a subject or a child's name; case does not matter. */
  search?: string;
};

type Person = { id: string; name: string };

/** A report in the queue. Holds no text of the report. */
export type QueueRow = {
  id: string;
  ref: string;
  municipalityId: string;
  country: Country;
  group: QueueGroup;
  channelKind: ChannelKind;
  channelName: string;
  receivedAt: Date;
  storedAt: Date;
  state: ReportState;
  urgency: Urgency;
  urgencyReasons: UrgencyReason[];
  readStatus: ReadStatus;
  subject: string;
  /** Names as stated; null for a child without a name. */
  children: (string | null)[];
  flags: string[];
  attachments: number;
  dueAt: Date | null;
  /** The deadline that `dueAt` is from. */
  deadline: { rule: string; citation: string; basis: 'statutory' | 'target'; certainty: string } | null;
  /** Since when it is back on top: the share of time for its first assessment is used. */
  alarmAt: Date | null;
  /** A first assessment is stored; in the queue it is then for a decision that is still owed. */
  assessed: boolean;
  acknowledgedAt: Date | null;
  acknowledgedBy: Person | null;
  assignedTo: Person | null;
  version: number;
};

/** How many reports there are, by part of the queue. Parts in `capped` have more than was counted. */
type QueueCounts = Record<QueueGroup, number> & { total: number; capped: QueueGroup[] };

/** `matching`: those that filter and search show; `counts.total` less `matching` are hidden by them. */
export type Queue = { rows: QueueRow[]; counts: QueueCounts; matching: number };

/** How far the reports of one part of the queue are counted. */
const COUNT_LIMIT = 500;

/** Open reports in the order of lib/domain/queue-order.ts, a page of them, with counts of all. */
export async function queueQuery(prisma: Db, options: QueueOptions): Promise<Queue> {
  const isFiltered = Boolean(options.search?.trim()) || (options.filter ?? 'all') !== 'all';
  const [rows, counts, matching] = await Promise.all([
    readRows(prisma, options),
    countQueue(prisma, { ...options, filter: 'all', search: undefined }),
    isFiltered ? countQueue(prisma, options) : null,
  ]);
  return { rows, counts, matching: (matching ?? counts).total };
}

type Raw = Omit<QueueRow, 'group'> & { grp: number };

async function readRows(prisma: Db, options: QueueOptions): Promise<QueueRow[]> {
  const { limit, offset = 0 } = options;
  const { wanted, values } = parametersOf(options, limit === null ? null : limit + offset);
  const found = await prisma.$queryRawUnsafe<Raw[]>(rowsSql(headsSql(wanted)), ...values, limit, offset);
  return found.map(({ grp, ...row }) => ({ ...row, group: QUEUE_GROUPS[grp] as QueueGroup }));
}

async function countQueue(prisma: Db, options: QueueOptions): Promise<QueueCounts> {
  const { wanted, values } = parametersOf(options, COUNT_LIMIT + 1);
  const found = await prisma.$queryRawUnsafe<{ grp: number; count: number }[]>(countsSql(wanted), ...values);
  const of = (group: QueueGroup) => found.find(({ grp }) => QUEUE_GROUPS[grp] === group)?.count ?? 0;
  const groups = Object.fromEntries(QUEUE_GROUPS.map((group) => [group, Math.min(of(group), COUNT_LIMIT)])) as Record<QueueGroup, number>;
  return {
    ...groups,
    total: Object.values(groups).reduce((sum, count) => sum + count, 0),
    capped: QUEUE_GROUPS.filter((group) => of(group) > COUNT_LIMIT),
  };
}

function parametersOf({ municipalityId, now, filter = 'all', staffId, search: typed }: QueueOptions, depth: number | null) {
  const search = typed?.trim().normalize('NFC') || null;
  const values = [municipalityId ?? null, now, addHours(now, DUE_SOON_HOURS), depth, staffId ?? null, search];
  return { wanted: { filter, search: search !== null }, values };
}

function rowsSql(heads: string): string {
  const order = 'grp, urgency, state, due, received_at, id';
  return `
    WITH page AS MATERIALIZED (SELECT * FROM (${heads}) q ORDER BY ${order} LIMIT $7::int OFFSET $8::int)
    SELECT page.grp, r.id, r.ref, r.municipality_id AS "municipalityId", r.country, r.channel_kind AS "channelKind", ch.name AS "channelName",
      r.received_at AS "receivedAt", r.stored_at AS "storedAt", r.state, r.urgency, r.urgency_reasons AS "urgencyReasons",
      r.read_status AS "readStatus", r.subject, r.flags, r.due_at AS "dueAt", r.alarm_at AS "alarmAt", r.assessed_at IS NOT NULL AS assessed, r.acknowledged_at AS "acknowledgedAt", r.version,
      COALESCE((SELECT json_agg(c.name ORDER BY c.position) FROM child c WHERE c.report_id = r.id), '[]') AS children,
      (SELECT count(*)::int FROM attachment a WHERE a.report_id = r.id) AS attachments,
      (SELECT json_build_object('rule', d.rule, 'citation', d.citation, 'basis', d.basis, 'certainty', d.certainty) FROM deadline d
        WHERE d.report_id = r.id AND d.gates_queue AND d.met_at IS NULL AND d.due_at = r.due_at ORDER BY d.basis, d.rule LIMIT 1) AS deadline,
      (SELECT json_build_object('id', s.id, 'name', s.name) FROM staff s WHERE s.id = r.acknowledged_by_id) AS "acknowledgedBy",
      (SELECT json_build_object('id', s.id, 'name', s.name) FROM staff s WHERE s.id = r.assigned_to_id) AS "assignedTo"
    FROM page JOIN report r ON r.id = page.id JOIN channel ch ON ch.id = r.channel_id
    ORDER BY ${order
      .split(', ')
      .map((column) => `page.${column}`)
      .join(', ')}`;
}
