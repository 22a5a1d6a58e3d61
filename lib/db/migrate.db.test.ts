import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { useTestDatabase } from '@/lib/testing/test-database';
import { migrate, schemaSql } from './migrate';

const db = useTestDatabase();

const COLUMNS = `
  SELECT table_name, column_name, udt_name, is_nullable, column_default FROM information_schema.columns
  WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1, 2`;

describe('migrations', () => {
  it('leave every table and column as prisma/schema.prisma says', async () => {
    const admin = new pg.Client({ connectionString: inject('serverUrl') });
    await admin.connect();
    await admin.query('CREATE DATABASE from_schema');
    const fresh = new pg.Client({ connectionString: inject('serverUrl').replace(/\/mottak$/, '/from_schema') });
    await fresh.connect();
    await fresh.query(await schemaSql(db().url));
    const wanted = (await fresh.query(COLUMNS)).rows;
    await fresh.end();
    await admin.query('DROP DATABASE from_schema');
    await admin.end();
    expect(wanted.length).toBeGreaterThan(100);
    expect((await db().pool.query(COLUMNS)).rows).toEqual(wanted);
  });

  it('are applied once', async () => {
    expect(await migrate(db().url)).toEqual([]);
  });
});
