/** What the global setup found or started for the integration tests, handed to the test processes by vitest. */
export interface ProvidedServices {
  /** A database whose user may create others; tests never write in it. */
  readonly databaseUrl: string;
  readonly databaseOrigin: 'environment' | 'container' | 'embedded';
  /** Undefined: no Redis answered, and suites that need one are skipped. */
  readonly redisUrl: string | undefined;
}

declare module 'vitest' {
  interface ProvidedContext {
    lockstepServices: ProvidedServices;
  }
}
