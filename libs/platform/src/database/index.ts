export { createDataSource, dataSourceOptions, type DataSourceSettings } from './create-data-source.js';
export { migrateDatabase } from './migrate-database.js';
/** The token under which apps wire the data source into adapters: they import nothing of TypeORM themselves. */
export { DataSource } from 'typeorm';
