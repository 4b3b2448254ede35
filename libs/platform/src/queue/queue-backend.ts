import type { BackendFactory, ConnectionOptions, Queue } from 'bullmq';
import type { QueueMeasure } from './job-queues.port.js';

/** What BullMQ needs to stand on one kind of database. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  /** For producers: fails soon when the backend is away, because a person waits. */
  readonly producerConnection: ConnectionOptions;
  /** For workers and watchers: waits for the backend to come back. */
  readonly consumerConnection: ConnectionOptions;
  readonly factory: BackendFactory;
  /** Key prefix on Redis; on PostgreSQL the database is the namespace. */
  readonly prefix: string;
  /** In the order of `queues`. */
  readonly measure: (queues: readonly Queue[]) => Promise<readonly QueueMeasure[]>;
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}
