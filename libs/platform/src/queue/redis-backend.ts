import { type BackendFactory, createRedisBackend } from 'bullmq';
import { Redis } from 'ioredis';
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
    ping: async () => {
      await producer.ping();
    },
    close: async () => {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}
