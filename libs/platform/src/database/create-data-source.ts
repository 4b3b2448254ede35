import { migrations } from '@lockstep/migrations';
import { DataSource, type DataSourceOptions } from 'typeorm';

export interface DataSourceSettings {
  readonly url: string;
  /** Connections this process may hold; 10 when absent. */
  readonly poolSize?: number;
  /** Entity classes of the features in use, by class import. */
  readonly entities?: DataSourceOptions['entities'];
}

/** Tables of the features live in this schema, apart from `event_store` and `bullmq`. */
export const databaseSchema = 'lockstep';

/** Options for TypeORM. An idle open transaction would hold back every reader of the record, so the server ends it after ten seconds. */
export function dataSourceOptions({ url, poolSize = 10, entities = [] }: DataSourceSettings): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    schema: databaseSchema,
    entities,
    migrations,
    migrationsRun: false,
    synchronize: false,
    logging: false,
    poolSize,
    applicationName: 'lockstep',
    connectTimeoutMS: 5_000,
    extra: { idle_in_transaction_session_timeout: 10_000, keepAlive: true },
  };
}

/** Not connected yet: call `initialize()`. */
export const createDataSource = (settings: DataSourceSettings): DataSource => new DataSource(dataSourceOptions(settings));
