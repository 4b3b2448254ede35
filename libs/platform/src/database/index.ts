export { createDataSource, databaseSchema, dataSourceOptions, type DataSourceSettings } from './create-data-source.js';
export { migrateDatabase } from './migrate-database.js';
