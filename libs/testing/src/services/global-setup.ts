import type { TestProject } from 'vitest/node';
import { findRedis } from './find-redis.js';
import './provided-services.js';
import { startDatabase } from './start-database.js';

/** Runs once before the integration tests. A missing Redis is said loudly: a green run without its suites proves less. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const redisUrl = await findRedis(process.env);
  if (redisUrl === undefined) {
    process.stderr.write('\n*** NO REDIS: set REDIS_URL or run one on 127.0.0.1:6379. EVERY SUITE THAT NEEDS REDIS IS SKIPPED. ***\n\n');
  }
  const database = await startDatabase(process.env);
  project.provide('lockstepServices', { databaseUrl: database.url, databaseOrigin: database.origin, redisUrl });
  return () => database.stop();
}
