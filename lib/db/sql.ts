import type pg from 'pg';
import type { Tx } from './client';

/** A transaction, whether it was begun through Prisma or in plain SQL. */
export type AnyTx = Tx | pg.ClientBase;

/** Runs one statement in the caller's transaction, for code that is called from both kinds. */
export async function runSql<Row>(tx: AnyTx, text: string, values: readonly unknown[]): Promise<Row[]> {
  if ('$queryRawUnsafe' in tx) return tx.$queryRawUnsafe<Row[]>(text, ...values);
  return (await tx.query(text, [...values])).rows as Row[];
}
