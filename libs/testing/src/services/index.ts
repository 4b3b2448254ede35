export type { ProvidedServices } from './provided-services.js';
export { createMigratedDatabase, createTestDatabase, type MigratedDatabase, type TestDatabase, testRedisUrl } from './test-services.js';
