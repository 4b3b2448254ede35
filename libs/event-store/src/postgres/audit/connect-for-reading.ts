import pg from 'pg';
import type { Queryable } from '../queryable.js';

export interface ReadingConnection extends Queryable {
  close(): Promise<void>;
}

/** Pages are read along the index of the order; with old statistics the planner would sort what is left of the record for each of them. */
export const inOrder = ['enable_sort', 'enable_bitmapscan', 'enable_seqscan'] as const;

/** One connection that the server itself keeps from writing. */
export async function connectForReading(url: string): Promise<ReadingConnection> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'lockstep-audit',
    connectionTimeoutMillis: 5_000,
    options: ['default_transaction_read_only=on', ...inOrder.map((setting) => `${setting}=off`)]
      .map((setting) => `-c ${setting}`)
      .join(' '),
  });
  await client.connect();
  return {
    query: async <Rows>(sql: string, parameters?: unknown[]) => (await client.query(sql, parameters)).rows as Rows,
    close: () => client.end(),
  };
}
