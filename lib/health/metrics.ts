import type pg from 'pg';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { WORKER } from '@/lib/domain/heartbeat';
import { errorCode, log } from '@/lib/log';
import { AGES, ALARMS, CHANNELS, NOTICES, REPORTS } from './metrics-queries';

const holder = globalThis as { mottakProcessMetrics?: Registry };

/**
 * Metrics of this installation as Prometheus reads them: counts and ages by municipality, unit, channel and code. Nobody's data.
 * A database that does not answer is a metric too, so that the scrape itself does not fail with it.
 */
export async function readMetrics(pool: pg.Pool, now: Date): Promise<{ text: string; contentType: string }> {
  const registry = new Registry();
  const up = gauge(registry, 'database_up', 'Whether the web process reaches its database.');
  try {
    await fill(registry, pool, now);
    up.set(1);
  } catch (error) {
    log().error(errorCode(error), 'metrics could not be read');
    up.set(0);
  }
  const all = Registry.merge([registry, processMetrics()]);
  return { text: await all.metrics(), contentType: all.contentType };
}

async function fill(registry: Registry, pool: pg.Pool, now: Date): Promise<void> {
  const ask = async (sql: string, values: unknown[]) => (await pool.query(sql, values)).rows;
  const [reports, channels, notices, alarms, [ages]] = await Promise.all([
    ask(REPORTS, [now]),
    ask(CHANNELS, [now]),
    ask(NOTICES, [now]),
    ask(ALARMS, []),
    ask(AGES, [now, WORKER]),
  ]);
  const where = ['municipality', 'unit'] as const;
  each(registry, 'reports_open', 'Reports that are not assessed.', where, reports, 'open');
  each(registry, 'reports_unacknowledged', 'Reports that nobody has acknowledged.', where, reports, 'unacknowledged');
  each(registry, 'reports_overdue', 'Open reports whose earliest limit has passed.', where, reports, 'overdue');
  const channel = ['municipality', 'kind', 'name'] as const;
  each(registry, 'channel_failing', 'Whether the channel could not be reached at the last try.', channel, channels, 'failing');
  each(registry, 'channel_arrivals_last_hour', 'Arrivals stored within the last hour.', channel, channels, 'hour');
  each(registry, 'channel_arrivals_last_day', 'Arrivals stored within the last 24 hours.', channel, channels, 'day');
  each(registry, 'channel_last_arrival_age_seconds', 'Time since the last arrival; absent: there was none ever.', channel, channels, 'age');
  each(registry, 'notices', 'Notices that wait, and those of the last 24 hours that are settled.', ['means', 'status'], notices, 'count');
  each(registry, 'alarms_open', 'Alarms that are open.', ['municipality', 'code', 'severity'], alarms, 'count');
  each(registry, 'worker_heartbeat_age_seconds', 'Time since the worker was seen; absent: never.', [], [ages], 'worker');
  each(registry, 'sweep_lag_seconds', 'How long the earliest step that was not taken has been due.', [], [ages], 'sweep');
  each(registry, 'notice_oldest_unsent_seconds', 'How long the oldest unsent notice has waited; absent: none waits.', [], [ages], 'notice');
  each(registry, 'report_oldest_unread_seconds', 'How long the oldest unread report has waited; absent: none waits.', [], [ages], 'unread');
  each(registry, 'audit_age_seconds', 'Time since the last audit that ended began; absent: there was none ever.', [], [ages], 'audit');
  each(registry, 'audit_checked', 'Reports that the last audit looked at.', [], [ages], 'checked');
  each(registry, 'audit_findings', 'Mismatches that the last audit found.', [], [ages], 'findings');
  each(registry, 'audit_complete', 'Whether the last audit looked at every report that it had to.', [], [ages], 'complete');
}

type Row = Record<string, string | number | null>;

/** One gauge with a value for each row; a row without the value says nothing. */
function each(registry: Registry, name: string, help: string, labels: readonly string[], rows: Row[], value: string): void {
  const filled = gauge(registry, name, help, labels);
  for (const row of rows) {
    const number = row[value];
    if (typeof number === 'number') filled.set(Object.fromEntries(labels.map((label) => [label, String(row[label] ?? '')])), number);
  }
}

function gauge(registry: Registry, name: string, help: string, labelNames: readonly string[] = []): Gauge {
  return new Gauge({ name: `mottak_${name}`, help, labelNames: [...labelNames], registers: [registry] });
}

/** Memory, event loop and garbage collection of this web process; watched once for its life. */
function processMetrics(): Registry {
  if (holder.mottakProcessMetrics) return holder.mottakProcessMetrics;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'mottak_web_' });
  holder.mottakProcessMetrics = registry;
  return registry;
}
