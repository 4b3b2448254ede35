export type { ProvidedServices } from './provided-services.js';
export { createTestDatabase, type TestDatabase, testRedisUrl } from './test-services.js';
