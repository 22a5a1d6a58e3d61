import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/lib/testing/test-database';
import { raiseAlarm } from './raise-alarm';
import { sendHeartbeat } from './send-heartbeat';
import { watchMachine } from './watch-machine';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

let outside: Server;
let requests: string[];
let answer: number | 'nothing';

beforeEach(async () => {
  requests = [];
  answer = 200;
  outside = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (answer !== 'nothing') response.writeHead(answer).end('ok');
  });
  await new Promise<void>((ready) => outside.listen(0, '127.0.0.1', ready));
  await db().pool.query('DELETE FROM alarm');
  await db().pool.query('DELETE FROM audit_run');
  await db().pool.query('DELETE FROM heartbeat');
  await db().prisma.heartbeat.create({ data: { name: 'worker', at: now, startedAt: ago(900), detail: { sweptAt: now.toISOString() } } });
});
afterEach(() => {
  outside.closeAllConnections();
  outside.close();
});

const url = () => `http://127.0.0.1:${(outside.address() as AddressInfo).port}/ping`;
const audited = (seconds: number, more: object = {}) =>
  db().prisma.auditRun.create({ data: { startedAt: ago(seconds), endedAt: ago(seconds - 1), complete: true, ...more } });
const ping = (patienceMs?: number): Promise<'sent' | 'held'> => sendHeartbeat(db(), url(), now, patienceMs);
const alarms = async () => (await db().prisma.alarm.findMany({ where: { clearedAt: null } })).map(({ code }) => code);

describe('the heartbeat to outside', () => {
  it('is a request while the last audit was complete and found nothing', async () => {
    await audited(600);
    expect(await ping()).toBe('sent');
    expect(requests).toEqual(['GET /ping']);
  });

  const wrongs: [string, () => Promise<unknown>][] = [
    ['no audit ever ran', async () => undefined],
    ['the last audit is two hours old', () => audited(7201)],
    ['the last audit found something', () => audited(600, { findings: 1 })],
    ['the last audit did not get through', () => audited(600, { complete: false })],
    [
      'the sweep is late',
      async () => {
        await audited(600);
        await db().pool.query('UPDATE heartbeat SET detail = $1', [{ sweptAt: ago(121).toISOString() }]);
      },
    ],
    [
      'an alarm of the auditor is open',
      async () => {
        await audited(600);
        const cause = { municipalityId: null, code: 'audit-incomplete', key: '' } as const;
        await db().prisma.$transaction((tx) => raiseAlarm(tx, cause, now));
      },
    ],
  ];

  it.each(wrongs)('is held while %s', async (_, wrong) => {
    await wrong();
    expect(await ping()).toBe('held');
    expect(requests).toEqual([]);
  });

  it('that is not taken is an alarm with its code, which ends with the next one that is', async () => {
    await audited(600);
    answer = 500;
    await expect(ping()).rejects.toMatchObject({ code: 'http-500' });
    expect(await alarms()).toEqual(['heartbeat-failing']);
    answer = 200;
    expect(await ping()).toBe('sent');
    expect(await alarms()).toEqual([]);
  });

  it('does not wait for an address that never answers', async () => {
    await audited(600);
    answer = 'nothing';
    await expect(ping(50)).rejects.toMatchObject({ code: 'timeout' });
    await new Promise((closed) => outside.close(closed) && outside.closeAllConnections());
    await expect(sendHeartbeat(db(), 'http://127.0.0.1:1/ping', now)).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('the machine watches itself', () => {
  const watch = () => watchMachine(db(), now);

  it('a late sweep is an alarm until it is on time, but not while a worker has just come back', async () => {
    await audited(600);
    const swept = (startedAt: Date, sweptAt: Date) =>
      db().pool.query('UPDATE heartbeat SET started_at = $1, detail = $2', [startedAt, { sweptAt: sweptAt.toISOString() }]);
    await swept(ago(60), ago(7200));
    await watch();
    expect(await alarms()).toEqual([]);
    await swept(ago(900), ago(121));
    await watch();
    expect(await alarms()).toEqual(['sweep-late']);
    await swept(ago(900), ago(1));
    await watch();
    expect(await alarms()).toEqual([]);
  });

  it('an audit that is two hours late, or did not get through twice in a row, is an alarm', async () => {
    await audited(7201);
    await watch();
    expect(await alarms()).toEqual(['audit-silent']);
    await audited(60, { complete: false });
    await watch();
    expect(await alarms()).toEqual([]);
    await audited(30, { complete: false });
    await watch();
    expect(await alarms()).toEqual(['audit-incomplete']);
    await audited(10);
    await watch();
    expect(await alarms()).toEqual([]);
  });
});
