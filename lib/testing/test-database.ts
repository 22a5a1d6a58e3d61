import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Database, openDatabase } from '@/lib/db/client';
import type { Country, Role } from '@/lib/db/generated/enums';
import type { Door } from '@/lib/intake/receive-report';
import { openJobs } from '@/lib/jobs/definitions';

export type TestDatabase = Database & { jobs: PgBoss; door: Door; changes: string[] };

/** A database of its own for the test file, cloned from the migrated template; dropped afterwards. */
export function useTestDatabase(): () => TestDatabase {
  let current: TestDatabase | undefined;
  const name = `t_${randomBytes(6).toString('hex')}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: inject('serverUrl') });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  beforeAll(async () => {
    await admin(`CREATE DATABASE ${name} TEMPLATE mottak_template`);
    const url = inject('serverUrl').replace(/\/mottak$/, `/${name}`);
    const opened = openDatabase(url, 8);
    const jobs = openJobs(url, 'sender');
    await jobs.start();
    const changes: string[] = [];
    current = { ...opened, jobs, changes, door: { pool: opened.pool, jobs, notifyChange: (id) => changes.push(id) } };
  });
  afterAll(async () => {
    await current?.jobs.stop({ graceful: false });
    await current?.close();
    await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
  return () => {
    if (!current) throw new Error('The test database opens in beforeAll.');
    return current;
  };
}

export type Cast = Awaited<ReturnType<typeof createCast>>;

const PLACES = {
  dk: { zone: 'Europe/Copenhagen', locale: 'da' },
  no: { zone: 'Europe/Oslo', locale: 'nb' },
  se: { zone: 'Europe/Stockholm', locale: 'sv' },
} as const;

/** A municipality with its channels and the cast of every access test: owner, colleague, supervisor, administrator; and an outsider elsewhere. */
export async function createCast({ prisma }: Database, country: Country = 'dk') {
  const tag = randomBytes(4).toString('hex');
  const place = async (slug: string) =>
    prisma.municipality.create({
      data: {
        slug,
        name: `Kommune ${slug}`,
        country,
        timeZone: PLACES[country].zone,
        locale: PLACES[country].locale,
        phone: '00 00 00 00',
        mailDomains: [`${slug}.example`],
        mailAddresses: [`underretning@${slug}.example`],
        units: { create: [{ name: 'Intake', isIntake: true }] },
        channels: {
          create: [
            { kind: 'form', name: 'form' },
            { kind: 'email', name: 'email' },
            { kind: 'secure_post', name: 'altinn:test-resource' },
            { kind: 'phone', name: 'phone' },
          ],
        },
      },
      include: { units: true, channels: true },
    });
  const home = await place(`home-${tag}`);
  const away = await place(`away-${tag}`);
  const person = (name: string, role: Role, municipality = home, dutyOfficer = false) =>
    prisma.staff.create({
      data: {
        name,
        role,
        dutyOfficer,
        municipalityId: municipality.id,
        unitId: municipality.units[0]?.id,
        email: `${name}-${tag}@staff.example`,
        locale: municipality.locale,
      },
    });
  return {
    municipality: home,
    otherMunicipality: away,
    owner: await person('owner', 'caseworker'),
    colleague: await person('colleague', 'caseworker'),
    dutyOfficer: await person('duty', 'caseworker', home, true),
    supervisor: await person('supervisor', 'supervisor'),
    administrator: await person('administrator', 'administrator'),
    outsider: await person('outsider', 'caseworker', away),
  };
}
