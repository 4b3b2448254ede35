import { createTestDatabase, type TestDatabase, testRedisUrl } from '@lockstep/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeJobQueues } from '@lockstep/testing/contracts/job-queues';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describeJobQueues('PostgreSQL', async () => ({ databaseUrl: database.url }));

describe.skipIf(testRedisUrl() === undefined)('with Redis', () => {
  describeJobQueues('Redis', async () => ({ databaseUrl: database.url, redisUrl: testRedisUrl()! }));
});
