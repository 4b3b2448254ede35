export type { ProvidedServices } from './provided-services.js';
export { settledHead } from './settled-head.js';
export { createMigratedDatabase, createTestDatabase, type MigratedDatabase, type TestDatabase, testRedisUrl } from './test-services.js';
export {
  type CertificateAuthority,
  type CertificateRequest,
  createCertificateAuthority,
  type IssuedCertificate,
} from '@lockstep/simulation';
export { findContainerRuntime } from './find-container-runtime.js';
