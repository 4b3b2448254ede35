import { type BackendFactory, createRedisBackend, type Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { MEASURED_STATES, type QueueMeasure } from './job-queues.port.js';
import type { QueueBackend } from './queue-backend.js';

export function openRedisBackend(url: string, prefix: string, onError: (error: Error) => void): QueueBackend {
  const retryStrategy = (attempt: number) => Math.min(attempt * 100, 2_000);
  const producer = new Redis(url, { maxRetriesPerRequest: 2, connectTimeout: 5_000, retryStrategy });
  // BullMQ asks for null here: its consumers block in one command for as long as it takes.
  const consumer = new Redis(url, { maxRetriesPerRequest: null, connectTimeout: 5_000, retryStrategy, lazyConnect: true });
  for (const client of [producer, consumer]) client.on('error', onError);
  return {
    kind: 'redis',
    producerConnection: producer,
    consumerConnection: consumer,
    factory: createRedisBackend as unknown as BackendFactory,
    prefix,
    measure: (queues) => Promise.all(queues.map(measureQueue)),
    ping: async () => {
      await producer.ping();
    },
    close: async () => {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

async function measureQueue(queue: Queue): Promise<QueueMeasure> {
  const [counts, [oldest]] = await Promise.all([queue.getJobCounts(...MEASURED_STATES), queue.getJobs(['waiting'], 0, 0, true)]);
  return {
    name: queue.name,
    counts: counts as QueueMeasure['counts'],
    waitingSince:
      // Null: it was taken between the two commands.
      oldest === undefined || oldest === null
        ? null
        : new Date(
            Math.max(oldest.timestamp + (oldest.opts.delay ?? 0), oldest.opts.prevMillis ?? 0, oldest.processedOn ?? 0),
          ).toISOString(),
  };
}
