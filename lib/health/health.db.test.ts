import { type AddressInfo, createServer, type Socket } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { clearAlarm } from './clear-alarm';
import { readHealth } from './health';
import { raiseAlarm } from './raise-alarm';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:05:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const build = { version: '1.2.3' };
const ok = { database: 'ok', worker: 'ok', sweep: 'ok', audit: 'ok', findings: 'ok' };

const beat = (at: Date, sweptAt: Date | null = at, startedAt = ago(86_400)) => {
  const row = { at, startedAt, detail: { sweptAt: sweptAt?.toISOString() ?? null } };
  return db().prisma.heartbeat.upsert({ where: { name: 'worker' }, create: { name: 'worker', ...row }, update: row });
};
const audited = (startedAt: Date, endedAt: Date | null = startedAt) =>
  db().prisma.auditRun.create({ data: { startedAt, endedAt, complete: true } });
const health = () => readHealth(db().pool, build, now);

beforeEach(async () => {
  await db().prisma.heartbeat.deleteMany();
  await db().prisma.auditRun.deleteMany();
});

describe('health', () => {
  it('a worker that was never seen is failing, not healthy', async () => {
    expect(await health()).toEqual({ status: 'failing', checks: { ...ok, worker: 'worker-silent' }, version: '1.2.3' });
  });

  it('is ok while the worker was seen within thirty seconds, and failing after', async () => {
    await beat(ago(30));
    expect(await health()).toEqual({ status: 'ok', checks: ok, version: '1.2.3' });
    await beat(ago(31));
    expect(await health()).toMatchObject({ status: 'failing', checks: { ...ok, worker: 'worker-silent' } });
  });

  it('a worker whose clock is a moment ahead is seen now, not in the future', async () => {
    await beat(new Date('2026-11-02T10:05:00.900Z'));
    expect(await health()).toMatchObject({ status: 'ok' });
  });

  it('a worker that beats while its sweep does not end is failing', async () => {
    await beat(ago(1), ago(121));
    expect(await health()).toMatchObject({ status: 'failing', checks: { ...ok, sweep: 'sweep-late' } });
    await beat(ago(1), null, ago(121));
    expect(await health()).toMatchObject({ checks: { sweep: 'sweep-late' } });
    await beat(ago(1), null, ago(60));
    expect(await health()).toMatchObject({ status: 'ok' });
  });

  it('an audit that did not end for two hours is failing, also one that never ran', async () => {
    const { municipality } = await createCast(db());
    await beat(ago(1));
    await db().prisma.municipality.updateMany({ data: { createdAt: ago(7200) } });
    expect(await health()).toMatchObject({ status: 'ok' });
    await db().prisma.municipality.update({ where: { id: municipality.id }, data: { createdAt: ago(7201) } });
    expect(await health()).toMatchObject({ status: 'failing', checks: { ...ok, audit: 'audit-silent' } });
    await audited(ago(60), null);
    expect(await health()).toMatchObject({ checks: { audit: 'audit-silent' } });
    await audited(ago(7200));
    expect(await health()).toMatchObject({ status: 'ok' });
  });

  it('an open alarm of the auditor is failing until it is cleared, and says nothing of which report', async () => {
    const { municipality } = await createCast(db());
    await beat(ago(1));
    await audited(ago(60));
    const cause = {
      municipalityId: municipality.id,
      code: 'audit-step-missing',
      key: 'DK-1/acknowledge/0/0',
      detail: { ref: 'DK-1' },
    } as const;
    await db().prisma.$transaction((tx) => raiseAlarm(tx, cause, now));
    expect(await health()).toEqual({ status: 'failing', checks: { ...ok, findings: 'audit-findings' }, version: '1.2.3' });
    await db().prisma.$transaction((tx) => clearAlarm(tx, municipality.id, cause.code, cause.key, now));
    expect(await health()).toMatchObject({ status: 'ok' });
  });

  it('a load balancer asks only whether this process reaches its database', async () => {
    expect(await readHealth(db().pool, build, now, 'balancer')).toEqual({ status: 'ok', checks: { database: 'ok' }, version: '1.2.3' });
  });

  it('a database that refuses connections is failing, and the rest is not known', async () => {
    const gone = openDatabase('postgresql://mottak:x@127.0.0.1:1/mottak', 1);
    const unknown = { worker: 'unknown', sweep: 'unknown', audit: 'unknown', findings: 'unknown' };
    expect(await readHealth(gone.pool, build, now)).toEqual({
      status: 'failing',
      checks: { database: 'database', ...unknown },
      version: '1.2.3',
    });
    expect(await readHealth(gone.pool, build, now, 'balancer')).toMatchObject({ status: 'failing', checks: { database: 'database' } });
    await gone.close();
  });

  it('a database that accepts connections and never answers is failing in bounded time', async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const hung = openDatabase(`postgresql://mottak:x@127.0.0.1:${(mute.address() as AddressInfo).port}/mottak`, 1);
    expect(await readHealth(hung.pool, build, now, 'monitor', 50)).toMatchObject({ status: 'failing', checks: { database: 'database' } });
    for (const socket of sockets) socket.destroy();
    mute.close();
    await hung.close();
  });
});
