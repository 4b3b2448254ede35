import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { orArchived } from './archived.js';

/** Runs under its name, so that a connection parses and plans it once. A name stands for one text for ever. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type StatementSource = DataSource | EntityManager;

/** On the connection of the manager's transaction, or on any of the pool. */
export async function runStatement<Row extends pg.QueryResultRow>(
  source: StatementSource,
  statement: Statement,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const runner = 'queryRunner' in source ? source.queryRunner : undefined;
  const connection: pg.Pool | pg.PoolClient = runner === undefined ? poolOf(source) : await runner.connect();
  const { rows } = await orArchived(connection.query<Row>({ ...statement, values: [...values] }));
  return rows;
}

export const isInTransaction = (source: StatementSource): boolean =>
  'queryRunner' in source && source.queryRunner?.isTransactionActive === true;

export const dataSourceOf = (source: StatementSource): DataSource => ('dataSource' in source ? source.dataSource : source);

function poolOf(source: StatementSource): pg.Pool {
  const { master } = dataSourceOf(source).driver as unknown as { master?: pg.Pool };
  if (master === undefined) throw new Error('event store; data source; must be initialized; found one that is not');
  return master;
}
