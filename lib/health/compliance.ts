import type pg from 'pg';
import { addFigures, type ComplianceFigures, type CompliancePeriod, NOTHING_DUE } from '@/lib/domain/compliance';
import { LAW } from '@/lib/domain/deadline';
import { type LocalMonth, monthAfter, monthsBetween, startOfLocalMonth } from '@/lib/domain/local-month';
import type { Country } from '@/lib/domain/report';

type Basis = 'statutory' | 'target';

/** One rule over the period: a month with nothing due stands there too. */
export type ComplianceRule = {
  rule: string;
  basis: Basis;
  months: { month: LocalMonth; figures: ComplianceFigures }[];
  total: ComplianceFigures;
};

/** How deadlines were kept. Statutory limits come first, and targets of the municipality after them. */
export type Compliance = {
  at: Date;
  period: CompliancePeriod;
  rules: ComplianceRule[];
  /** Deadlines of the period that are not due yet, met or open; they are in no figure. */
  notYetDue: number;
};

type Place = { id: string; country: Country; timeZone: string };
/** `month` counts the months of the period from 1. */
type Row = Omit<ComplianceFigures, 'metByShownDay'> & { month: number; rule: string; basis: Basis; withDay: number; byShownDay: number };

/**
 * By rule and by the month in which deadlines fell due in the municipality's zone. Counts what is due by `now`; a duty that fell away
 * before it was due is "not needed". Met on time is at or before the due instant.
 */
export async function readCompliance(pool: pg.Pool, place: Place, period: CompliancePeriod, now: Date): Promise<Compliance> {
  const months = monthsBetween(period.from, period.to);
  const starts = months.map((month) => startOfLocalMonth(month, place.timeZone));
  const ends = months.map((month) => startOfLocalMonth(monthAfter(month), place.timeZone));
  const rows = (await pool.query<Row>(COMPLIANCE, [place.id, starts, ends, now, place.timeZone])).rows;
  const [open] = (await pool.query<{ count: number }>(NOT_YET_DUE, [place.id, ends.at(-1), now])).rows;
  return {
    at: now,
    period,
    rules: rulesOf(place.country, rows).map((rule) => overMonths(rule, rows, months)),
    notYetDue: open?.count ?? 0,
  };
}

/** The country's rules that have a limit counted from receipt, and whatever else fell due: in the order of the law. */
function rulesOf(country: Country, rows: readonly Row[]): { rule: string; basis: Basis }[] {
  const order = LAW[country].map(({ id }) => id);
  const always = LAW[country].filter(({ limit, from, appliesTo }) => limit && from === 'received' && appliesTo === 'every');
  const wanted = [...always.map(({ id, basis }) => ({ rule: id, basis })), ...rows.map(({ rule, basis }) => ({ rule, basis }))];
  const found = new Map(wanted.map((one) => [`${one.basis} ${one.rule}`, one]));
  const place = ({ rule }: { rule: string }) => (order.includes(rule) ? order.indexOf(rule) : order.length);
  return [...found.values()].sort((a, b) => a.basis.localeCompare(b.basis) || place(a) - place(b) || a.rule.localeCompare(b.rule));
}

function overMonths({ rule, basis }: { rule: string; basis: Basis }, rows: readonly Row[], months: readonly LocalMonth[]): ComplianceRule {
  const own = rows.filter((row) => row.rule === rule && row.basis === basis);
  const filled = months.map((month, index) => ({ month, figures: figuresOf(own.find((row) => row.month === index + 1)) }));
  return { rule, basis, months: filled, total: addFigures(filled.map(({ figures }) => figures)) };
}

function figuresOf(row: Row | undefined): ComplianceFigures {
  if (!row) return NOTHING_DUE;
  const { due, metOnTime, metLate, notMet, notNeeded, withDay, byShownDay } = row;
  return { due, metOnTime, metLate, notMet, notNeeded, metByShownDay: withDay > 0 ? byShownDay : null };
}

const NOT_NEEDED = 'd.met_at IS NULL AND d.lapsed_at <= d.due_at';

const HAS_SHOWN_DAY = "d.shown_last_day IS NOT NULL AND d.time_limit ->> 'unit' <> 'hours'";

/**
 * $1 the municipality, $2 and $3 the first instant of each month and of the one after it, $4 now, $5 the zone. Limits in hours have no
 * day to show. OFFSET 0 keeps the planner at one range of the index for each month.
 */
const COMPLIANCE = `
  SELECT p.month::int AS month, d.rule, d.basis, count(*)::int AS due,
    (count(*) FILTER (WHERE d.met_at <= d.due_at))::int AS "metOnTime",
    (count(*) FILTER (WHERE d.met_at > d.due_at))::int AS "metLate",
    (count(*) FILTER (WHERE d.met_at IS NULL AND (${NOT_NEEDED}) IS NOT TRUE))::int AS "notMet",
    (count(*) FILTER (WHERE ${NOT_NEEDED}))::int AS "notNeeded",
    (count(*) FILTER (WHERE ${HAS_SHOWN_DAY}))::int AS "withDay",
    (count(*) FILTER (WHERE CASE WHEN ${HAS_SHOWN_DAY} AND d.met_at <= d.due_at
      THEN (d.met_at AT TIME ZONE $5::text)::date <= d.shown_last_day::date END))::int AS "byShownDay"
  FROM unnest($2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY AS p(starts, ends, month)
  CROSS JOIN LATERAL (
    SELECT * FROM deadline WHERE due_at >= p.starts AND due_at < p.ends AND due_at <= $4::timestamptz OFFSET 0
  ) d
  JOIN report r ON r.id = d.report_id AND r.municipality_id = $1::uuid
  GROUP BY p.month, d.rule, d.basis`;

const NOT_YET_DUE = `
  SELECT count(*)::int AS count
  FROM (SELECT report_id FROM deadline WHERE due_at < $2::timestamptz AND due_at > $3::timestamptz AND lapsed_at IS NULL OFFSET 0) d
  CROSS JOIN LATERAL (SELECT 1 FROM report r WHERE r.id = d.report_id AND r.municipality_id = $1::uuid OFFSET 0) r`;
