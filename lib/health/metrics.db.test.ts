import { describe, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { readMetrics } from './metrics';
import { raiseAlarm } from './raise-alarm';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:05:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

const lines = async (at = now) => (await readMetrics(db().pool, at)).text.split('\n');

describe('the metrics', () => {
  it('count open, unacknowledged and overdue reports by municipality and unit, and arrivals by channel', async () => {
    const { municipality } = await createCast(db());
    for (const seconds of [60, 7200, 90_000]) {
      await receiveReport(db().door, makeIncoming(municipality.id, { receivedAt: ago(seconds) }), ago(seconds));
    }
    const { slug } = municipality;
    const found = await lines();
    const report = `municipality="${slug}",unit="Intake"`;
    expect(found).toContain(`mottak_reports_open{${report}} 3`);
    expect(found).toContain(`mottak_reports_unacknowledged{${report}} 3`);
    expect(found).toContain(`mottak_reports_overdue{${report}} 1`);
    const channel = `municipality="${slug}",kind="email",name="email"`;
    expect(found).toContain(`mottak_channel_arrivals_last_hour{${channel}} 1`);
    expect(found).toContain(`mottak_channel_arrivals_last_day{${channel}} 2`);
    expect(found).toContain(`mottak_channel_last_arrival_age_seconds{${channel}} 60`);
  });

  it('tell how old the worker’s heartbeat and the last audit are, which alarms are open, and what waits', async () => {
    const { municipality } = await createCast(db());
    await db().prisma.heartbeat.create({ data: { name: 'worker', at: ago(7), startedAt: ago(100), detail: {} } });
    await db().prisma.auditRun.create({ data: { startedAt: ago(600), endedAt: ago(590), checked: 12, findings: 2, complete: true } });
    await db().prisma.$transaction((tx) => raiseAlarm(tx, { municipalityId: municipality.id, code: 'duty-gap', key: 'x' }, now));
    const found = await lines();
    for (const line of [
      'mottak_database_up 1',
      'mottak_worker_heartbeat_age_seconds 7',
      'mottak_audit_age_seconds 600',
      'mottak_audit_checked 12',
      'mottak_audit_findings 2',
      'mottak_audit_complete 1',
      `mottak_alarms_open{municipality="${municipality.slug}",code="duty-gap",severity="red"} 1`,
    ])
      expect(found).toContain(line);
    expect(found.some((line) => line.startsWith('mottak_web_process_cpu_seconds_total'))).toBe(true);
  });

  it('say that the database does not answer instead of failing', async () => {
    const gone = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
    expect((await readMetrics(gone.pool, now)).text).toContain('mottak_database_up 0');
    await gone.close();
  });
});
